import { ACCESS } from "../access.ts";
import { createTensorboard } from "../actions/create_tensorboard.ts";
import { builder, guardedBy } from "./builder.ts";
import { createCreatePayload } from "./create_payload.ts";
import { TensorboardRef } from "./tensorboard.ts";

const VolumePathInput = builder.inputType("VolumePathInput", {
  description: "A folder on a volume.",
  fields: (t) => ({
    claim: t.field({ type: "ResourceName", required: true, description: "Name of the volume." }),
    path: t.string({ required: true, defaultValue: "", description: "The folder; empty: all of the volume." }),
  }),
});

const ObjectStoreInput = builder.inputType("ObjectStoreInput", {
  description: "A place in an object store.",
  fields: (t) => ({
    url: t.string({ required: true, description: "It begins with `s3://`, `gs://` or `https://`." }),
    credential: t.field({
      type: "ResourceName",
      description: "Name of a secret whose keys become environment variables; absent: none is needed.",
    }),
  }),
});

const LogSourceKindInput = builder.inputType("LogSourceKindInput", {
  description: "Where logs are.",
  isOneOf: true,
  fields: (t) => ({
    volume: t.field({ type: VolumePathInput, description: "On a volume." }),
    objectStore: t.field({ type: ObjectStoreInput, description: "In an object store." }),
  }),
});

const LogSourceInput = builder.inputType("LogSourceInput", {
  description: "Logs to be shown.",
  fields: (t) => ({
    label: t.string({
      description: "What TensorBoard calls it; absent: `logs-2` and so on. The first has none: it is `logs`.",
    }),
    from: t.field({ type: LogSourceKindInput, required: true, description: "Where they are." }),
  }),
});

const CreateTensorboardInput = builder.inputType("CreateTensorboardInput", {
  description:
    "A TensorBoard to be made. (caller, mutation, clientToken) names one intention, kept on what is created: the same " +
    "token and input give the same object, with `wasReplayed`; another input gives TokenReused.",
  fields: (t) => ({
    namespace: t.field({ type: "ResourceName", required: true, description: "Where." }),
    name: t.field({ type: "ResourceName", required: true, description: "What it is called; ≤ 52 characters." }),
    sources: t.field({ type: [LogSourceInput], required: true, description: "1 to 20, shown together." }),
    image: t.string({ description: "Which image; by default the admin's." }),
    cpu: t.field({ type: "Quantity", description: "Cores to ask for; by default the admin's." }),
    memory: t.field({ type: "Quantity", description: "Memory to ask for; by default the admin's." }),
    reloadInterval: t.field({
      type: "Duration",
      description: "How often new logs are read; `PT0S`: once, at the start. By default TensorBoard's own.",
    }),
    dryRun: t.boolean({ required: true, defaultValue: false, description: "Checks everything, makes nothing." }),
    clientToken: t.field({ type: "ClientToken", description: "Makes it safe to send this again." }),
  }),
});

const CreateTensorboardPayloadRef = createCreatePayload("Tensorboard", TensorboardRef, "tensorboard");

builder.mutationField("createTensorboard", (t) =>
  t.field({
    type: CreateTensorboardPayloadRef,
    description: "Makes a TensorBoard. Also needs get on persistentvolumeclaims for each volume that it reads.",
    extensions: guardedBy(ACCESS.tensorboards.create),
    args: { input: t.arg({ type: CreateTensorboardInput, required: true, description: "What to make." }) },
    resolve: (_root, { input }, context) => createTensorboard(context, input),
  }));
