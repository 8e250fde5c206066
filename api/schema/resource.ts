import type { KubeObject } from "../../kube/mod.ts";
import { creatorOf } from "../creator.ts";
import { builder } from "./builder.ts";
import { ExplanationRef } from "./explanation.ts";
import { NodeRef } from "./node.ts";

/** What every object of ours has. */
export const ResourceRef = builder.interfaceRef<KubeObject>("Resource").implement({
  description: "What every object of ours has.",
  interfaces: [NodeRef],
  fields: (t) => ({
    namespace: t.field({
      type: "ResourceName",
      description: "Where it is.",
      resolve: ({ metadata }) => metadata.namespace ?? "",
    }),
    name: t.field({
      type: "ResourceName",
      description: "What it is called.",
      resolve: ({ metadata }) => metadata.name,
    }),
    createdAt: t.field({
      type: "DateTime",
      description: "When it was made.",
      resolve: ({ metadata }) => metadata.creationTimestamp ?? "1970-01-01T00:00:00Z",
    }),
    creator: t.string({
      nullable: true,
      description: "As recorded at creation; unverified when written by kubectl. Null: not recorded.",
      resolve: creatorOf,
    }),
    deletionRequestedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "Null unless deletion was requested.",
      resolve: ({ metadata }) => metadata.deletionTimestamp,
    }),
    explanation: t.field({
      type: ExplanationRef,
      description: "Why it is as it is, and what to do.",
      resolve: () => {
        throw new Error("Cannot resolve an explanation: each type has its own.");
      },
    }),
  }),
});
