import type { KubeObject } from "../../kube/mod.ts";
import type { CreatePayload } from "../actions/create_draft.ts";
import { builder } from "./builder.ts";
import { CreateErrorRef } from "./user_error.ts";

type ObjectRefOf<T> = ReturnType<typeof builder.objectRef<T>>;

/** The payload of a create of one noun; `field` is what it calls its object. */
export function createCreatePayload<T extends KubeObject>(name: string, ref: ObjectRefOf<T>, field: string) {
  return builder.objectRef<CreatePayload<T>>(`Create${name}Payload`).implement({
    description: "What became of a create.",
    fields: (t) => ({
      [field]: t.field({
        type: ref,
        nullable: true,
        description: "Null: nothing was made, because of `errors` or since it was a dry run.",
        // The compiler cannot see through a type parameter that a ref of T takes a T.
        resolve: ({ object }) => (object ?? null) as never,
      }),
      errors: t.field({
        type: [CreateErrorRef],
        description: "Why it was not made; empty: it was.",
        resolve: ({ errors }) => errors,
      }),
      wasReplayed: t.boolean({
        description: "Whether this token had made it before.",
        resolve: ({ wasReplayed }) => wasReplayed,
      }),
      revision: t.field({
        type: "Revision",
        nullable: true,
        description: "For the next `atLeast`: read or wait for your own write. Null: nothing was made.",
        resolve: ({ revision }) => revision,
      }),
    }),
  });
}
