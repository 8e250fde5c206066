import { type CoreEvent, lastAtOf } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import { countOf, firstAtOf, reporterOf } from "../event_view.ts";
import { idOf } from "../object_id.ts";
import { builder, guardedBy } from "./builder.ts";
import { NodeRef } from "./node.ts";

const EventTypeEnum = builder.enumType("EventType", {
  description: "Whether an event is news or a problem.",
  values: {
    NORMAL: { description: "As it should be." },
    WARNING: { description: "Something went wrong." },
  } as const,
});

/** Something that happened, as the store holds it. */
export const EventRef = builder.objectRef<CoreEvent>("Event");

EventRef.implement({
  description: "Something that happened to an object or one of its children, in Kubernetes' own words.",
  interfaces: [NodeRef],
  extensions: guardedBy(ACCESS.events.get),
  fields: (t) => ({
    id: t.id({
      description: "Global, opaque; the same while it is only counted up.",
      resolve: (event) => idOf("Event", event),
    }),
    type: t.field({
      type: EventTypeEnum,
      description: "Whether it is a problem.",
      resolve: ({ type }) => type === "Warning" ? "WARNING" as const : "NORMAL" as const,
    }),
    reason: t.string({ description: "Kubernetes' short code.", resolve: ({ reason }) => reason ?? "" }),
    message: t.string({ description: "Kubernetes' sentence.", resolve: ({ message }) => message ?? "" }),
    count: t.int({ description: "How often it happened.", resolve: countOf }),
    firstAt: t.field({ type: "DateTime", description: "When it first happened.", resolve: firstAtOf }),
    lastAt: t.field({ type: "DateTime", description: "When it last happened.", resolve: lastAtOf }),
    kind: t.string({
      description: "What it is about: the object itself or a child.",
      resolve: ({ involvedObject }) => involvedObject.kind ?? "",
    }),
    name: t.string({
      description: "Name of what it is about.",
      resolve: ({ involvedObject }) => involvedObject.name ?? "",
    }),
    reporter: t.string({
      nullable: true,
      description: "Which part of Kubernetes said it. Null: it did not say.",
      resolve: reporterOf,
    }),
  }),
});
