import { ACCESS } from "../access.ts";
import { deleteTargets } from "../actions/delete_targets.ts";
import { keepTargets } from "../actions/keep_request.ts";
import { restartTargets, startTargets, stopTargets } from "../actions/run_requests.ts";
import { TENSORBOARD_NOUN } from "../nouns/tensorboard_noun.ts";
import {
  ActionInput,
  createActionPayload,
  DeleteInputRef,
  DeletePayloadRef,
  DELETION_WORDS,
  KEEP_WORDS,
  KeepInput,
} from "./actions.ts";
import { builder, guardedBy } from "./builder.ts";
import { TensorboardRef } from "./tensorboard.ts";

const TensorboardActionPayloadRef = createActionPayload("Tensorboard", TensorboardRef, "tensorboard");

builder.mutationField("stopTensorboards", (t) =>
  t.field({
    type: TensorboardActionPayloadRef,
    description: "Asks TensorBoards to stop; logs are kept. Stopping a stopped one is a success.",
    extensions: guardedBy(ACCESS.tensorboards.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => stopTargets(context, TENSORBOARD_NOUN, input.targets),
  }));

builder.mutationField("startTensorboards", (t) =>
  t.field({
    type: TensorboardActionPayloadRef,
    description: "Asks stopped TensorBoards to run again. Starting one that is not stopped is a success.",
    extensions: guardedBy(ACCESS.tensorboards.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => startTargets(context, TENSORBOARD_NOUN, input.targets),
  }));

builder.mutationField("restartTensorboards", (t) =>
  t.field({
    type: TensorboardActionPayloadRef,
    description: "Asks TensorBoards to restart. One that is stopped is a Conflict: it would not come back.",
    extensions: guardedBy(ACCESS.tensorboards.patch),
    args: { input: t.arg({ type: ActionInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => restartTargets(context, TENSORBOARD_NOUN, input.targets),
  }));

builder.mutationField("keepTensorboards", (t) =>
  t.field({
    type: TensorboardActionPayloadRef,
    description: `Keeps TensorBoards running: ${KEEP_WORDS}`,
    extensions: guardedBy(ACCESS.tensorboards.patch),
    args: { input: t.arg({ type: KeepInput, required: true, description: "Which, and until when." }) },
    resolve: (_root, { input }, context) => keepTargets(context, TENSORBOARD_NOUN, input.targets, input.until ?? null),
  }));

builder.mutationField("deleteTensorboards", (t) =>
  t.field({
    type: DeletePayloadRef,
    description: `Deletes TensorBoards; the logs that they read stay. ${DELETION_WORDS}`,
    extensions: guardedBy(ACCESS.tensorboards.delete),
    args: { input: t.arg({ type: DeleteInputRef, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => deleteTargets(context, TENSORBOARD_NOUN, input),
  }));
