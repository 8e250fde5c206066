import { ACCESS } from "../access.ts";
import { choicesOf, type ConfigurationChoice } from "../configurations.ts";
import type { AcceleratorOption, QuantitySetting, VolumeSetting } from "../notebook_form.ts";
import { toAmount } from "../resource_request.ts";
import { builder, guardedBy } from "./builder.ts";
import { ImageGroupRef } from "./image.ts";
import { AccessModeRef } from "./new_volume.ts";
import { AmountRef } from "./resource_request.ts";

const QuantityFieldRef = builder.objectRef<QuantitySetting>("QuantityField").implement({
  description: "An amount to ask for.",
  fields: (t) => ({
    default: t.field({
      type: AmountRef,
      description: "What is asked for where nothing is chosen.",
      resolve: ({ value }) => toAmount(value) ?? { quantity: value, value: 0 },
    }),
    limitFactor: t.exposeFloat("limitFactor", {
      nullable: true,
      description: "The limit is what is asked for times this, where none is chosen. Null: no limit.",
    }),
  }),
});

const AcceleratorHeadroomRef = builder.objectRef<AcceleratorOption>("AcceleratorHeadroom").implement({
  description: "A kind of accelerator that can be asked for.",
  fields: (t) => ({
    resource: t.exposeString("resource", { description: "Resource name, such as nvidia.com/gpu." }),
    displayName: t.exposeString("displayName", { description: "What the admin calls it." }),
  }),
});

const AcceleratorFieldRef = builder.objectRef<readonly AcceleratorOption[]>("AcceleratorField").implement({
  description: "Accelerators to ask for.",
  fields: (t) => ({
    options: t.field({
      type: [AcceleratorHeadroomRef],
      description: "The kinds, best first; empty: none is to be had.",
      resolve: (options) => [...options],
    }),
  }),
});

const VolumeDefaultRef = builder.objectRef<VolumeSetting>("VolumeDefault").implement({
  description: "A new volume as the form proposes it.",
  fields: (t) => ({
    namePattern: t.exposeString("namePattern", {
      description: "Its name; `{notebook-name}` stands for the notebook's.",
    }),
    mountPath: t.exposeString("mountPath", { description: "Where its files are, in the server." }),
    size: t.field({
      type: AmountRef,
      nullable: true,
      description: "How much it holds. Null: to be chosen.",
      resolve: ({ size }) => toAmount(size),
    }),
    accessMode: t.expose("accessMode", { type: AccessModeRef, description: "Who can use it." }),
    storageClass: t.exposeString("storageClass", {
      nullable: true,
      description: "Its kind of storage. Null: the cluster's default.",
    }),
  }),
});

const VolumeFieldRef = builder.objectRef<readonly VolumeSetting[]>("VolumeField").implement({
  description: "Volumes to mount.",
  fields: (t) => ({
    defaults: t.field({
      type: [VolumeDefaultRef],
      description: "What is made where nothing is chosen.",
      resolve: (defaults) => [...defaults],
    }),
  }),
});

const ChoiceRef = builder.objectRef<ConfigurationChoice>("Choice").implement({
  description: "One thing to choose.",
  fields: (t) => ({
    key: t.exposeString("key", { description: "What an input names." }),
    displayName: t.exposeString("displayName", { description: "What people call it." }),
    description: t.exposeString("description", {
      nullable: true,
      description: "More about it. Null: nothing is said.",
    }),
    unavailableReason: t.exposeString("unavailableReason", {
      nullable: true,
      description: "Why it cannot be chosen, as a sentence. Null: it can.",
    }),
  }),
});

const ChoiceFieldRef = builder.objectRef<readonly ConfigurationChoice[]>("ChoiceField").implement({
  description: "Any of these, or none.",
  fields: (t) => ({
    options: t.field({ type: [ChoiceRef], description: "By key.", resolve: (options) => [...options] }),
  }),
});

const BooleanFieldRef = builder.objectRef<boolean>("BooleanField").implement({
  description: "Yes or no.",
  fields: (t) => ({
    default: t.boolean({ description: "What holds where nothing is chosen.", resolve: (value) => value }),
  }),
});

const NotebookFormRef = builder.objectRef<{ namespace: string }>("NotebookForm").implement({
  description: "What the form for a new notebook offers.",
  fields: (t) => ({
    namespace: t.expose("namespace", { type: "ResourceName", description: "Where the notebook would be made." }),
    images: t.field({
      type: [ImageGroupRef],
      description: "The kinds of servers with their images.",
      resolve: (_form, _args, { form }) => [...form.images],
    }),
    cpu: t.field({ type: QuantityFieldRef, description: "Cores.", resolve: (_form, _args, { form }) => form.cpu }),
    memory: t.field({
      type: QuantityFieldRef,
      description: "Bytes.",
      resolve: (_form, _args, { form }) => form.memory,
    }),
    accelerators: t.field({
      type: AcceleratorFieldRef,
      description: "Such as GPUs.",
      resolve: (_form, _args, { form }) => form.accelerators,
    }),
    workspace: t.field({
      type: VolumeFieldRef,
      description: "Where its files are kept.",
      resolve: (_form, _args, { form }) => [form.workspace],
    }),
    dataVolumes: t.field({ type: VolumeFieldRef, description: "More volumes.", resolve: () => [] }),
    sharedMemory: t.field({
      type: BooleanFieldRef,
      description: "Whether processes share memory beyond the little that every server has.",
      resolve: (_form, _args, { form }) => form.sharedMemory,
    }),
    configurations: t.field({
      type: ChoiceFieldRef,
      description: "What the namespace has prepared; empty also for who may not list poddefaults.",
      resolve: async ({ namespace }, _args, { rights, stores }) =>
        await rights.may(ACCESS.podDefaults.list, namespace) ? choicesOf(stores.podDefaults.list(namespace)) : [],
    }),
  }),
});

builder.queryField("notebookForm", (t) =>
  t.field({
    type: NotebookFormRef,
    description:
      "What the form for a new notebook offers in a namespace. Forbidden to those who cannot make one there.",
    extensions: guardedBy(ACCESS.notebooks.create),
    args: {
      namespace: t.arg({ type: "ResourceName", required: true, description: "Where the notebook would be made." }),
    },
    resolve: async (_root, { namespace }, { rights }) => {
      await rights.require(ACCESS.notebooks.create, namespace);
      return { namespace };
    },
  }));
