import { ACCESS } from "../access.ts";
import { streamEvents } from "../live/event_stream.ts";
import { unwrapItem } from "../live/frame.ts";
import { streamLogs } from "../logs/log_stream.ts";
import { builder, guardedBy } from "./builder.ts";
import { createDelta } from "./delta.ts";
import { EventRef } from "./event.ts";
import { LogDeltaRef } from "./log.ts";
import { requireResource, ResourceTargetInput } from "./target.ts";

const EventDeltaRef = createDelta("Event", EventRef, "events");

builder.subscriptionField("events", (t) =>
  t.field({
    type: EventDeltaRef,
    description: "The newest `last` events of an object and its children, then new ones.",
    extensions: guardedBy(ACCESS.events.watch),
    args: {
      of: t.arg({ type: ResourceTargetInput, required: true, description: "Of what." }),
      last: t.arg.int({ required: true, defaultValue: 100, description: "How many to begin with; at most 500." }),
    },
    subscribe: (_root, { of, last }, context) => {
      const { noun, address } = requireResource(of);
      return streamEvents(context, noun, { address, last });
    },
    resolve: unwrapItem,
  }));

builder.subscriptionField("logs", (t) =>
  t.field({
    type: LogDeltaRef,
    description: "A log in chunks. Without `container`: all, merged by arrival.",
    extensions: guardedBy(ACCESS.readLogs),
    args: {
      of: t.arg({ type: ResourceTargetInput, required: true, description: "Of what." }),
      container: t.arg.string({ description: "Only this one's." }),
      tail: t.arg.int({ defaultValue: 200, description: "How many lines to begin with, at most 10,000; null: all." }),
      since: t.arg({ type: "DateTime", description: "Only lines from then on." }),
      after: t.arg.string({ description: "Goes on from this `cursor`." }),
      previous: t.arg.boolean({ defaultValue: false, description: "The run before the last restart; ends with it." }),
      follow: t.arg.boolean({
        defaultValue: true,
        description: "Goes on with new lines, through restarts, until the object is gone.",
      }),
    },
    subscribe: (_root, { of, previous, follow, ...args }, context) => {
      const { noun, address } = requireResource(of);
      return streamLogs(context, noun, { ...args, address, previous: previous ?? false, follow: follow ?? true });
    },
    resolve: unwrapItem,
  }));
