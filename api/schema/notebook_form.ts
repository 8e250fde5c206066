import { ACCESS } from "../access.ts";
import { choicesOf, type ConfigurationChoice, usualConfigurations } from "../configurations.ts";
import type {
  AcceleratorOption,
  AcceleratorSetting,
  FormProblem,
  QuantitySetting,
  VolumeSetting,
  VolumesSetting,
} from "../notebook_form.ts";
import { toAmount } from "../resource_request.ts";
import { builder, guardedBy } from "./builder.ts";
import { ConfigurationAdditionRef } from "./configuration.ts";
import { ImageGroupRef } from "./image.ts";
import { AccessModeRef } from "./new_volume.ts";
import { AmountRef } from "./resource_request.ts";

interface Settled {
  isReadOnly?: boolean;
}

const FormFieldRef = builder.interfaceRef<Settled>("FormField").implement({
  description: "A part of a form.",
  fields: (t) => ({
    isReadOnly: t.boolean({
      description: "Whether the admin has settled it: whatever is sent for it is refused.",
      resolve: ({ isReadOnly }) => isReadOnly ?? false,
    }),
    readOnlyReason: t.string({
      nullable: true,
      description: "Who set it, in words. Null unless read-only.",
      resolve: ({ isReadOnly }) => isReadOnly ? "Set by your admin." : null,
    }),
  }),
});
const interfaces = [FormFieldRef];

const QuantityFieldRef = builder.objectRef<QuantitySetting>("QuantityField").implement({
  description: "An amount to ask for.",
  interfaces,
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

const UsualAcceleratorRef = builder.objectRef<NonNullable<AcceleratorSetting["default"]>>("UsualAccelerator").implement(
  {
    description: "What accelerator is asked for where nothing is chosen.",
    fields: (t) => ({
      resource: t.exposeString("resource", { description: "Resource name, such as nvidia.com/gpu." }),
      count: t.exposeInt("count", { description: "How many." }),
    }),
  },
);

const AcceleratorFieldRef = builder.objectRef<AcceleratorSetting>("AcceleratorField").implement({
  description: "Accelerators to ask for.",
  interfaces,
  fields: (t) => ({
    options: t.field({
      type: [AcceleratorHeadroomRef],
      description: "The kinds, best first; empty: none is to be had.",
      resolve: ({ options }) => [...options],
    }),
    default: t.expose("default", {
      type: UsualAcceleratorRef,
      nullable: true,
      description: "What is asked for where nothing is chosen; a count of 0 asks for none. Null: nothing.",
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
    isExisting: t.boolean({
      description: "Whether a volume of this name is there already, and none is made.",
      resolve: ({ size }) => size === undefined,
    }),
    storageClass: t.exposeString("storageClass", {
      nullable: true,
      description: "Its kind of storage. Null: the cluster's default.",
    }),
  }),
});

const VolumeFieldRef = builder.objectRef<VolumesSetting>("VolumeField").implement({
  description: "Volumes to mount.",
  interfaces,
  fields: (t) => ({
    defaults: t.field({
      type: [VolumeDefaultRef],
      description: "What is mounted where nothing is chosen.",
      resolve: ({ defaults }) => [...defaults],
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
    additions: t.field({
      type: [ConfigurationAdditionRef],
      description: "What it adds to a server, as long as nothing else disagrees.",
      resolve: ({ additions }) => [...additions],
    }),
    unavailableReason: t.exposeString("unavailableReason", {
      nullable: true,
      description: "Why it cannot be chosen, as a sentence. Null: it can.",
    }),
  }),
});

interface Choices extends Settled {
  options: readonly ConfigurationChoice[];
  usual: readonly string[];
}

const ChoiceFieldRef = builder.objectRef<Choices>("ChoiceField").implement({
  description: "Any of these, or none.",
  interfaces,
  fields: (t) => ({
    options: t.field({ type: [ChoiceRef], description: "By key.", resolve: ({ options }) => [...options] }),
    default: t.stringList({
      description: "Keys that are chosen where nothing is.",
      resolve: ({ usual }) => [...usual],
    }),
  }),
});

const BooleanFieldRef = builder.objectRef<Settled & { value: boolean }>("BooleanField").implement({
  description: "Yes or no.",
  interfaces,
  fields: (t) => ({
    default: t.exposeBoolean("value", { description: "What holds where nothing is chosen." }),
  }),
});

const ConfigProblemRef = builder.objectRef<FormProblem>("ConfigProblem").implement({
  description: "A part of the admin's file that has no effect: what holds without it does.",
  fields: (t) => ({
    path: t.stringList({ description: "Where in spawnerFormDefaults.", resolve: ({ path }) => path }),
    message: t.exposeString("message", { description: "What is wrong with it." }),
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
      resolve: (_form, _args, { form }) => form.workspace,
    }),
    dataVolumes: t.field({
      type: VolumeFieldRef,
      description: "More volumes.",
      resolve: (_form, _args, { form }) => form.dataVolumes,
    }),
    sharedMemory: t.field({
      type: BooleanFieldRef,
      description: "Whether processes share memory beyond the little that every server has.",
      resolve: (_form, _args, { form }) => form.sharedMemory,
    }),
    configurations: t.field({
      type: ChoiceFieldRef,
      description: "What the namespace has prepared; empty also for who may not list poddefaults.",
      resolve: async ({ namespace }, _args, { rights, stores, form }) => {
        const isSeen = await rights.may(ACCESS.podDefaults.list, namespace);
        const podDefaults = isSeen ? stores.podDefaults.list(namespace) : [];
        const { value, ...settled } = form.configurations;
        return { ...settled, options: choicesOf(podDefaults), usual: usualConfigurations(value, podDefaults) };
      },
    }),
    problems: t.field({
      type: [ConfigProblemRef],
      description: "Parts of the admin's file that have no effect.",
      resolve: (_form, _args, { form }) => [...form.problems],
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
