import { ACCESS } from "../access.ts";
import { deleteNotebooks, type DeletePayload, type DeleteResult } from "../actions/delete_notebooks.ts";
import type { NotebookActionPayload, NotebookResult } from "../actions/notebook_action.ts";
import { startNotebooks, stopNotebooks } from "../actions/stop_notebooks.ts";
import { builder, guardedBy } from "./builder.ts";
import { NotebookRef } from "./notebook.ts";
import { TargetInputRef } from "./target.ts";
import { ActionErrorRef, DeleteErrorRef } from "./user_error.ts";

const ActionInput = builder.inputType("ActionInput", {
  description: "1 to 100 targets, any namespaces.",
  fields: (t) => ({
    targets: t.field({ type: [TargetInputRef], required: true, description: "On what to act." }),
    clientToken: t.field({
      type: "ClientToken",
      description: "Accepted so that a client may send one with everything; this may be sent again without, too.",
    }),
  }),
});

const DeleteVolumesEnum = builder.enumType("DeleteVolumes", {
  description: "What becomes of the volumes of what is deleted.",
  values: {
    KEEP: { description: "They stay, with their files." },
    WORKSPACE_IF_UNUSED: { description: "Those that were made for it, unless something else names them." },
  } as const,
});

const DeleteNotebooksInput = builder.inputType("DeleteNotebooksInput", {
  description: "1 to 100 targets, any namespaces, and what becomes of their volumes.",
  fields: (t) => ({
    targets: t.field({ type: [TargetInputRef], required: true, description: "What to delete." }),
    volumes: t.field({
      type: DeleteVolumesEnum,
      required: true,
      description: "An explicit choice: there is no default.",
    }),
    dryRun: t.boolean({ required: true, defaultValue: false, description: "Checks everything, deletes nothing." }),
    clientToken: t.field({
      type: "ClientToken",
      description: "Accepted so that a client may send one with everything; this may be sent again without, too.",
    }),
  }),
});

const NotebookResultRef = builder.objectRef<NotebookResult>("NotebookResult").implement({
  description: "What became of one target.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "As asked, same order." }),
    notebook: t.expose("notebook", {
      type: NotebookRef,
      nullable: true,
      description: "As it is after the action. Null: it failed.",
    }),
    errors: t.expose("errors", { type: [ActionErrorRef], description: "Why it failed; empty: it did not." }),
  }),
});

const NotebookActionPayloadRef = builder.objectRef<NotebookActionPayload>("NotebookActionPayload").implement({
  description: "What became of an action.",
  fields: (t) => ({
    results: t.expose("results", { type: [NotebookResultRef], description: "One per target, same order." }),
    revision: t.expose("revision", {
      type: "Revision",
      nullable: true,
      description: "Covers every item that succeeded. Null: none did.",
    }),
  }),
});

const DeleteResultRef = builder.objectRef<DeleteResult>("DeleteResult").implement({
  description: "What became of one target.",
  fields: (t) => ({
    index: t.exposeInt("index", { description: "As asked, same order." }),
    id: t.exposeID("id", { nullable: true, description: "What is deleted or being deleted. Null: it was not." }),
    errors: t.expose("errors", {
      type: [DeleteErrorRef],
      description: "Why it failed, or what of it; with an `id` the notebook itself is deleted all the same.",
    }),
  }),
});

const DeletePayloadRef = builder.objectRef<DeletePayload>("DeletePayload").implement({
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

builder.mutationField("stopNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: "Asks notebooks to stop; their files are kept. Stopping a stopped one is a success.",
    extensions: guardedBy(ACCESS.patchNotebook),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => stopNotebooks(context, input.targets),
  }));

builder.mutationField("startNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: "Asks stopped notebooks to run again. Starting one that is not stopped is a success.",
    extensions: guardedBy(ACCESS.patchNotebook),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => startNotebooks(context, input.targets),
  }));

builder.mutationField("deleteNotebooks", (t) =>
  t.field({
    type: DeletePayloadRef,
    description:
      "Deletes notebooks. By id, one that is gone already is a success; by place, one that is not there is NotFound; " +
      "one that is being deleted is a success both ways. Removing volumes also needs delete on persistentvolumeclaims.",
    extensions: guardedBy(ACCESS.deleteNotebook),
    args: { input: t.arg({ type: DeleteNotebooksInput, required: true, description: "Which, and what of them." }) },
    resolve: (_root, { input }, context) => deleteNotebooks(context, input),
  }));
