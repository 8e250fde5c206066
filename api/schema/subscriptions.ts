import { ACCESS } from "../access.ts";
import { streamEvents } from "../live/event_stream.ts";
import { unwrapItem } from "../live/frame.ts";
import { streamNotebook, streamNotebooks } from "../live/notebook_stream.ts";
import { streamLogs } from "../logs/log_stream.ts";
import { builder, guardedBy } from "./builder.ts";
import { EventDeltaRef, NotebookDeltaRef } from "./delta.ts";
import { RunStateRef } from "./explanation.ts";
import { LogDeltaRef } from "./log.ts";
import { NotebookFilterInput } from "./notebook_list.ts";
import { requireNotebookAddress, ResourceTargetInput, TargetInputRef } from "./target.ts";

builder.subscriptionField("notebooks", (t) =>
  t.field({
    type: NotebookDeltaRef,
    description:
      "A snapshot, then changes. Without `namespace`: all that the caller may watch. Ends with ACCESS_REVOKED when the " +
      "right to it is lost.",
    extensions: guardedBy(ACCESS.watchNotebooks),
    args: {
      namespace: t.arg({ type: "ResourceName", description: "Only there." }),
      filter: t.arg({ type: NotebookFilterInput, description: "Only these." }),
      atLeast: t.arg({ type: "Revision", description: "The snapshot waits until this state is reflected." }),
    },
    subscribe: (_root, args, context) => streamNotebooks(context, args),
    resolve: unwrapItem,
  }));

builder.subscriptionField("notebook", (t) =>
  t.field({
    type: NotebookDeltaRef,
    description:
      "One object. With `until` the server completes the stream after the first in-sync frame whose state is listed, or " +
      "whose object is gone: `create → subscribe(atLeast: payload.revision, until: [RUNNING, FAILED, UNHEALTHY])` is " +
      'the whole of "wait until ready".',
    extensions: guardedBy(ACCESS.watchNotebooks),
    args: {
      target: t.arg({ type: TargetInputRef, required: true, description: "Which." }),
      until: t.arg({ type: [RunStateRef], description: "Where the stream ends." }),
      atLeast: t.arg({ type: "Revision", description: "The first frame waits until this state is reflected." }),
    },
    subscribe: (_root, { target, until, atLeast }, context) =>
      streamNotebook(context, { address: requireNotebookAddress(target), until, atLeast }),
    resolve: unwrapItem,
  }));

builder.subscriptionField("events", (t) =>
  t.field({
    type: EventDeltaRef,
    description: "The newest `last` events of an object and its children, then new ones.",
    extensions: guardedBy(ACCESS.watchEvents),
    args: {
      of: t.arg({ type: ResourceTargetInput, required: true, description: "Of what." }),
      last: t.arg.int({ required: true, defaultValue: 100, description: "How many to begin with; at most 500." }),
    },
    subscribe: (_root, { of, last }, context) => streamEvents(context, { address: requireNotebookAddress(of), last }),
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
    subscribe: (_root, { of, previous, follow, ...args }, context) =>
      streamLogs(context, {
        ...args,
        address: requireNotebookAddress(of),
        previous: previous ?? false,
        follow: follow ?? true,
      }),
    resolve: unwrapItem,
  }));
