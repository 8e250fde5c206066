import { ACCESS } from "../access.ts";
import { createNotebook, type CreateNotebookPayload } from "../actions/create_notebook.ts";
import { builder, guardedBy } from "./builder.ts";
import { NotebookRef } from "./notebook.ts";
import { ServerTypeRef } from "./server_type.ts";
import { CreateErrorRef } from "./user_error.ts";

const AccessModeEnum = builder.enumType("AccessMode", {
  description: "Who can use a volume at the same time.",
  values: {
    ONE_NODE: { description: "Servers on one machine." },
    ONE_POD: { description: "One server." },
    MANY_NODES: { description: "Servers on any machines." },
    MANY_NODES_READ_ONLY: { description: "Servers on any machines, to read." },
  } as const,
});

const NewVolumeInput = builder.inputType("NewVolumeInput", {
  description: "A volume to be made.",
  fields: (t) => ({
    name: t.field({ type: "ResourceName", required: true, description: "What it is called." }),
    size: t.field({ type: "Quantity", required: true, description: "How much it holds." }),
    storageClass: t.string({ description: "Kind of storage; absent: the cluster's default." }),
    accessMode: t.field({ type: AccessModeEnum, description: "Who can use it; absent: `ONE_NODE`." }),
  }),
});

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

const NotebookSpecInput = builder.inputType("NotebookSpecInput", {
  description: "A patch: an absent field stays, null resets to the admin's default.",
  fields: (t) => ({
    serverType: t.field({ type: ServerTypeRef, description: "Which kind of server; by default `JUPYTER`." }),
    image: t.string({ description: "Which image; by default that of the kind of server." }),
    cpu: t.field({ type: "Quantity", description: "Cores to ask for; by default `500m`." }),
    memory: t.field({ type: "Quantity", description: "Memory to ask for; by default `1Gi`." }),
    cpuLimit: t.field({ type: "Quantity", description: "Cores at most; by default no limit." }),
    memoryLimit: t.field({ type: "Quantity", description: "Memory at most; by default no limit." }),
    workspace: t.field({
      type: VolumeChoiceInput,
      description: "Where its files are kept; by default a new volume `<name>-workspace` of 10 GiB at /home/jovyan.",
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

const CreateNotebookPayloadRef = builder.objectRef<CreateNotebookPayload>("CreateNotebookPayload").implement({
  description: "What became of a create.",
  fields: (t) => ({
    notebook: t.expose("notebook", {
      type: NotebookRef,
      nullable: true,
      description: "Null: nothing was made, because of `errors` or since it was a dry run.",
    }),
    errors: t.expose("errors", { type: [CreateErrorRef], description: "Why it was not made; empty: it was." }),
    wasReplayed: t.exposeBoolean("wasReplayed", { description: "Whether this token had made it before." }),
    revision: t.expose("revision", {
      type: "Revision",
      nullable: true,
      description: "For the next `atLeast`: read or wait for your own write. Null: nothing was made.",
    }),
  }),
});

builder.mutationField("createNotebook", (t) =>
  t.field({
    type: CreateNotebookPayloadRef,
    description:
      "Makes a notebook, and first its volume where a new one is wanted. Also needs create on persistentvolumeclaims " +
      "for a new volume, get for an existing one.",
    extensions: guardedBy(ACCESS.createNotebook),
    args: { input: t.arg({ type: CreateNotebookInput, required: true, description: "What to make." }) },
    resolve: (_root, { input }, context) => createNotebook(context, input),
  }));
