import type { KubeObject } from "../../kube/mod.ts";
import type { Frame, Removed } from "../live/frame.ts";
import { builder } from "./builder.ts";

const ResetReasonEnum = builder.enumType("ResetReason", {
  description: "Why a client must forget what it holds.",
  values: {
    INITIAL: { description: "First frame." },
    GAP: { description: "The server lost sight of the cluster for a while." },
    SLOW_CONSUMER: { description: "You were too slow; what you missed was dropped." },
    ACCESS_CHANGED: { description: "Your rights changed; what you see follows." },
  } as const,
});

const RemovalCauseEnum = builder.enumType("RemovalCause", {
  description: "Why an object left the stream.",
  values: {
    DELETED: { description: "It is gone." },
    FILTERED: { description: "No longer matches the filter." },
    ACCESS_LOST: { description: "You may not see it any more." },
  } as const,
});

const RemovedRef = builder.objectRef<Removed>("Removed").implement({
  description: "An object that left the stream.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "Which." }),
    cause: t.expose("cause", { type: RemovalCauseEnum, description: "Why." }),
  }),
});

const DESCRIPTIONS = {
  revision: "Which state this reflects.",
  reset: "Not null: forget what you hold; a new snapshot begins in this frame.",
  upserted: "Whole objects, in the selection asked for.",
  removed: "Objects that left; an unknown id is no error. An id is never in `upserted` too.",
  inSync: "After this frame your copy equals the server's.",
  staleSince: "Not null: the server itself has had no word from Kubernetes since then; what you hold may be old.",
} as const;

const DeltaRef = builder.interfaceRef<Frame<unknown>>("Delta").implement({
  description:
    "One message of a stream. Reducer: if `reset`, begin an empty map aside; delete `removed`, set `upserted`; if " +
    "`inSync`, show it. Snapshots come in chunks of at most 500 objects or 256 KiB: `inSync` is false until the last.",
  fields: (t) => ({
    revision: t.expose("revision", { type: "Revision", description: DESCRIPTIONS.revision }),
    reset: t.expose("reset", { type: ResetReasonEnum, nullable: true, description: DESCRIPTIONS.reset }),
    removed: t.field({
      type: [RemovedRef],
      description: DESCRIPTIONS.removed,
      resolve: ({ removed }) => [...removed],
    }),
    inSync: t.exposeBoolean("inSync", { description: DESCRIPTIONS.inSync }),
    staleSince: t.expose("staleSince", { type: "DateTime", nullable: true, description: DESCRIPTIONS.staleSince }),
  }),
});

type ObjectRefOf<T> = ReturnType<typeof builder.objectRef<T>>;

/** The messages of a stream of one noun, as `NotebookDelta`. */
export function createDelta<T extends KubeObject>(name: string, ref: ObjectRefOf<T>, plural: string) {
  return builder.objectRef<Frame<T>>(`${name}Delta`).implement({
    description: `A change of a list of ${plural}.`,
    interfaces: [DeltaRef],
    fields: (t) => ({
      upserted: t.field({
        type: [ref],
        description: DESCRIPTIONS.upserted,
        // The compiler cannot see through a type parameter that a ref of T takes a T.
        resolve: ({ upserted }) => [...upserted] as never,
      }),
    }),
  });
}
