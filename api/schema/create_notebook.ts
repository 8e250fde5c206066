import { ACCESS } from "../access.ts";
import { createNotebook } from "../actions/create_notebook.ts";
import { builder, guardedBy } from "./builder.ts";
import { createCreatePayload } from "./create_payload.ts";
import { NewVolumeInput } from "./new_volume.ts";
import { NotebookRef } from "./notebook.ts";
import { ServerTypeRef } from "./server_type.ts";

const VolumeChoiceSourceInput = builder.inputType("VolumeChoiceSource", {
  description: "Where a volume comes from.",
  isOneOf: true,
  fields: (t) => ({
    new: t.field({ type: NewVolumeInput, description: "It is made first, and removed again if the rest fails." }),
    existing: t.field({ type: "ResourceName", description: "Name of one that is there." }),
  }),
});

const VolumeChoiceInput = builder.inputType("VolumeChoice", {
  description: "A volume and where it is mounted.",
  fields: (t) => ({
    mountPath: t.string({ required: true, description: "Where its files are, in the server; absolute." }),
    readOnly: t.boolean({ defaultValue: false, description: "Whether it can only be read." }),
    from: t.field({ type: VolumeChoiceSourceInput, required: true, description: "Where it comes from." }),
  }),
});

const AcceleratorInput = builder.inputType("AcceleratorInput", {
  description: "Pieces of a kind of accelerator.",
  fields: (t) => ({
    resource: t.string({ required: true, description: "One of the form's, such as nvidia.com/gpu." }),
    count: t.int({ required: true, description: "How many; 0: none." }),
  }),
});

const NotebookSpecInput = builder.inputType("NotebookSpecInput", {
  description: "A patch: an absent field stays, null resets to the admin's default.",
  fields: (t) => ({
    serverType: t.field({ type: ServerTypeRef, description: "Which kind of server; by default `JUPYTER`." }),
    image: t.string({ description: "Which image; by default that of the kind of server." }),
    cpu: t.field({ type: "Quantity", description: "Cores to ask for; by default `500m`." }),
    memory: t.field({ type: "Quantity", description: "Memory to ask for; by default `1Gi`." }),
    cpuLimit: t.field({ type: "Quantity", description: "Cores at most; by default no limit." }),
    memoryLimit: t.field({ type: "Quantity", description: "Memory at most; by default no limit." }),
    accelerator: t.field({ type: AcceleratorInput, description: "Such as GPUs; by default none." }),
    workspace: t.field({
      type: VolumeChoiceInput,
      description: "Where its files are kept; by default a new volume `<name>-workspace` of 10 GiB at /home/jovyan.",
    }),
    hasWorkspace: t.boolean({
      description: "False: no workspace, so that what is not on another volume is lost at each stop. By default true.",
    }),
    dataVolumes: t.field({ type: [VolumeChoiceInput], description: "More volumes, at most 20." }),
    configurations: t.field({
      type: ["ResourceName"],
      description: "Names out of `NotebookForm.configurations`. Also needs list on poddefaults.kubeflow.org.",
    }),
    sharedMemory: t.boolean({
      description: "Whether its processes share memory beyond the little that every server has; by default true.",
    }),
  }),
});

const CreateNotebookInput = builder.inputType("CreateNotebookInput", {
  description:
    "A notebook to be made. (caller, mutation, clientToken) names one intention, kept on what is created: the same " +
    "token and input give the same object, with `wasReplayed`; another input gives TokenReused.",
  fields: (t) => ({
    namespace: t.field({ type: "ResourceName", required: true, description: "Where." }),
    name: t.field({ type: "ResourceName", required: true, description: "What it is called; ≤ 52 characters." }),
    spec: t.field({ type: NotebookSpecInput, description: "What differs from the admin's defaults." }),
    dryRun: t.boolean({ required: true, defaultValue: false, description: "Checks everything, makes nothing." }),
    clientToken: t.field({ type: "ClientToken", description: "Makes it safe to send this again." }),
  }),
});

const CreateNotebookPayloadRef = createCreatePayload("Notebook", NotebookRef, "notebook");

builder.mutationField("createNotebook", (t) =>
  t.field({
    type: CreateNotebookPayloadRef,
    description:
      "Makes a notebook, and first its volume where a new one is wanted. Also needs create on persistentvolumeclaims " +
      "for a new volume, get for an existing one.",
    extensions: guardedBy(ACCESS.notebooks.create),
    args: { input: t.arg({ type: CreateNotebookInput, required: true, description: "What to make." }) },
    resolve: (_root, { input }, context) => createNotebook(context, input),
  }));
