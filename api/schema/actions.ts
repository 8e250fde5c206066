import type { KubeObject } from "../../kube/mod.ts";
import type { ActionPayload, ActionResult } from "../actions/annotate_targets.ts";
import type { DeletePayload, DeleteResult } from "../actions/delete_targets.ts";
import { builder } from "./builder.ts";
import { TargetInputRef } from "./target.ts";
import { ActionErrorRef, DeleteErrorRef } from "./user_error.ts";

const TOKEN_WORDS = "Accepted so that a client may send one with everything; this may be sent again without, too.";

/** Input of every action. */
export const ActionInput = builder.inputType("ActionInput", {
  description: "1 to 100 targets, any namespaces.",
  fields: (t) => ({
    targets: t.field({ type: [TargetInputRef], required: true, description: "On what to act." }),
    clientToken: t.field({ type: "ClientToken", description: TOKEN_WORDS }),
  }),
});

/** Input of a hold. */
export const KeepInput = builder.inputType("KeepInput", {
  description: "1 to 100 targets, any namespaces, and until when they are not to be stopped for being idle.",
  fields: (t) => ({
    targets: t.field({ type: [TargetInputRef], required: true, description: "On what to act." }),
    until: t.field({ type: "DateTime", description: "At most `IdleReport.keepUntilMax`. Null: give up the hold." }),
    clientToken: t.field({ type: "ClientToken", description: TOKEN_WORDS }),
  }),
});

/** What every hold says. */
export const KEEP_WORDS =
  "before `until` they are not stopped for being idle, within the admin's bound: a later instant is a FieldError that " +
  "says the latest. One that nothing would stop is a Conflict.";

/** Input of a deletion of what has no choices of its own. */
export const DeleteInputRef = builder.inputType("DeleteInput", {
  description: "1 to 100 targets, any namespaces.",
  fields: (t) => ({
    targets: t.field({ type: [TargetInputRef], required: true, description: "What to delete." }),
    dryRun: t.boolean({ required: true, defaultValue: false, description: "Checks everything, deletes nothing." }),
    clientToken: t.field({ type: "ClientToken", description: TOKEN_WORDS }),
  }),
});

type ObjectRefOf<T> = ReturnType<typeof builder.objectRef<T>>;

/** The payload of actions on one noun with its results; `field` is what a result calls its object. */
export function createActionPayload<T extends KubeObject>(name: string, ref: ObjectRefOf<T>, field: string) {
  const result = builder.objectRef<ActionResult<T>>(`${name}Result`);
  result.implement({
    description: "What became of one target.",
    fields: (t) => ({
      index: t.int({ description: "As asked, same order.", resolve: ({ index }) => index }),
      [field]: t.field({
        type: ref,
        nullable: true,
        description: "As it is after the action. Null: it failed.",
        // The compiler cannot see through a type parameter that a ref of T takes a T.
        resolve: ({ object }) => (object ?? null) as never,
      }),
      errors: t.field({
        type: [ActionErrorRef],
        description: "Why it failed; empty: it did not.",
        resolve: ({ errors }) => errors,
      }),
    }),
  });
  return builder.objectRef<ActionPayload<T>>(`${name}ActionPayload`).implement({
    description: "What became of an action.",
    fields: (t) => ({
      results: t.field({
        type: [result],
        description: "One per target, same order.",
        resolve: ({ results }) => results as never,
      }),
      revision: t.field({
        type: "Revision",
        nullable: true,
        description: "Covers every item that succeeded. Null: none did.",
        resolve: ({ revision }) => revision,
      }),
    }),
  });
}

const DeleteResultRef = builder.objectRef<DeleteResult>("DeleteResult").implement({
  description: "What became of one target.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "As asked, same order." }),
    id: t.exposeID("id", { nullable: true, description: "What is deleted or being deleted. Null: it was not." }),
    errors: t.expose("errors", {
      type: [DeleteErrorRef],
      description: "Why it failed, or what of it; with an `id` the object itself is deleted all the same.",
    }),
  }),
});

/** What became of a deletion. */
export const DeletePayloadRef = builder.objectRef<DeletePayload>("DeletePayload").implement({
  description: "What became of a deletion.",
  fields: (t) => ({
    results: t.expose("results", { type: [DeleteResultRef], description: "One per target, same order." }),
    revision: t.expose("revision", {
      type: "Revision",
      nullable: true,
      description: "Covers every item that succeeded. Null: a dry run, or it could not be told in time.",
    }),
  }),
});

/** What every deletion says of what is gone already. */
export const DELETION_WORDS =
  "By id, one that is gone already is a success; by place, one that is not there is NotFound; one that is being " +
  "deleted is a success both ways.";
