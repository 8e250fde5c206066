import { ACCESS } from "../access.ts";
import { deleteNotebooks } from "../actions/delete_notebooks.ts";
import { keepTargets } from "../actions/keep_request.ts";
import { restartTargets, startTargets, stopTargets } from "../actions/run_requests.ts";
import { NOTEBOOK_NOUN } from "../nouns/notebook_noun.ts";
import {
  ActionInput,
  createActionPayload,
  DeletePayloadRef,
  DELETION_WORDS,
  KEEP_WORDS,
  KeepInput,
} from "./actions.ts";
import { builder, guardedBy } from "./builder.ts";
import { NotebookRef } from "./notebook.ts";
import { TargetInputRef } from "./target.ts";

const NotebookActionPayloadRef = createActionPayload("Notebook", NotebookRef, "notebook");

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

builder.mutationField("stopNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: "Asks notebooks to stop; their files are kept. Stopping a stopped one is a success.",
    extensions: guardedBy(ACCESS.notebooks.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => stopTargets(context, NOTEBOOK_NOUN, input.targets),
  }));

builder.mutationField("startNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: "Asks stopped notebooks to run again. Starting one that is not stopped is a success.",
    extensions: guardedBy(ACCESS.notebooks.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => startTargets(context, NOTEBOOK_NOUN, input.targets),
  }));

builder.mutationField("restartNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: "Asks notebooks to restart. One that is stopped is a Conflict: it would not come back.",
    extensions: guardedBy(ACCESS.notebooks.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => restartTargets(context, NOTEBOOK_NOUN, input.targets),
  }));

builder.mutationField("keepNotebooks", (t) =>
  t.field({
    type: NotebookActionPayloadRef,
    description: `Keeps notebooks running: ${KEEP_WORDS}`,
    extensions: guardedBy(ACCESS.notebooks.patch),
    args: { input: t.arg({ type: KeepInput, required: true, description: "Which, and until when." }) },
    resolve: (_root, { input }, context) => keepTargets(context, NOTEBOOK_NOUN, input.targets, input.until ?? null),
  }));

builder.mutationField("deleteNotebooks", (t) =>
  t.field({
    type: DeletePayloadRef,
    description: `Deletes notebooks. ${DELETION_WORDS} Removing volumes also needs delete on persistentvolumeclaims.`,
    extensions: guardedBy(ACCESS.notebooks.delete),
    args: { input: t.arg({ type: DeleteNotebooksInput, required: true, description: "Which, and what of them." }) },
    resolve: (_root, { input }, context) => deleteNotebooks(context, input),
  }));
