import { z } from "zod";
import { compareQuantities, parseQuantity } from "../../kube/mod.ts";
import { fromClaimModes } from "../access_mode.ts";
import { type ImageGroup, type NotebookFormSettings, shortImageName, type VolumeSetting } from "../notebook_form.ts";

/** The keys of `spawnerFormDefaults` of Kubeflow's spawner_ui_config.yaml, each read by itself into settings of ours. */
const readOnly = z.boolean().nullish().transform((value) => value ?? false);
const text = z.union([z.string(), z.number().transform(String)]);

const amount = text.superRefine((value, context) => {
  const parsed = parseQuantity(value);
  const isAmount = parsed && compareQuantities(parsed, parseQuantity("0")!) > 0;
  if (!isAmount) {
    context.addIssue({ code: "custom", message: `"${value}" is no amount such as 500m, 2 or 1.5Gi` });
  }
});

/** `none`, or a number that may be written as text; what is below 1 would be a limit below what is asked for. */
const limitFactor = z.union([z.string(), z.number()]).nullish().transform((value, context) => {
  if (value === null || value === undefined || value === "none" || value === "") return undefined;
  const factor = Number(value);
  if (factor >= 1) return factor;
  context.addIssue({ code: "custom", message: `"${value}" is neither none nor a number of at least 1` });
  return z.NEVER;
});

/** `cpu` and `memory`. */
export const quantityKey = z.object({ value: amount, limitFactor, readOnly }).transform((key) => ({
  value: key.value,
  ...(key.limitFactor === undefined ? {} : { limitFactor: key.limitFactor }),
  ...isReadOnly(key),
}));

/** `image`, `imageGroupOne` and `imageGroupTwo`. */
export const imageKey = z.object({
  value: z.string().nullish(),
  options: z.array(z.string()).nullish().transform((options) => options ?? []),
  readOnly,
});

/** How Kubeflow's form names the images of its three groups. */
const GROUPS = {
  image: { serverType: "JUPYTER", displayName: "JupyterLab" },
  imageGroupOne: { serverType: "GROUP_ONE", displayName: "Code editor" },
  imageGroupTwo: { serverType: "GROUP_TWO", displayName: "RStudio" },
} as const;

/** A key of a group of images. */
export type ImageKey = keyof typeof GROUPS;
/** All of them. */
export const IMAGE_KEYS = Object.keys(GROUPS) as ImageKey[];

/** A group of images; where there is neither an image nor a choice there is no group. */
export function toImageGroup(
  name: ImageKey,
  key: z.output<typeof imageKey>,
  allowsCustom: boolean,
): ImageGroup | undefined {
  const references = [...new Set([...key.value ? [key.value] : [], ...key.options])];
  if (references.length === 0) return undefined;
  return {
    ...GROUPS[name],
    allowsCustom,
    ...(key.value ? { default: key.value } : {}),
    ...isReadOnly(key),
    options: references.map((reference) => ({ reference, displayName: displayNameOf(reference, references) })),
  };
}

/** The short name, with its tag where several have that name. */
function displayNameOf(reference: string, all: readonly string[]): string {
  const short = shortImageName(reference);
  if (all.filter((each) => shortImageName(each) === short).length === 1) return short;
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** `gpus`. */
export const gpusKey = z.object({
  value: z.object({
    num: z.union([z.literal("none"), text.transform(Number).pipe(z.int().min(0).max(64)), z.null()]).optional(),
    vendor: z.string().nullish(),
    vendors: z.array(z.object({ limitsKey: z.string().min(1), uiName: z.string().nullish() })).nullish(),
  }),
  readOnly,
}).transform(({ value, ...key }): NotebookFormSettings["accelerators"] => {
  const options = (value.vendors ?? []).map(({ limitsKey, uiName }) => ({
    resource: limitsKey,
    displayName: uiName || limitsKey,
  }));
  const resource = value.vendor || (options.length === 1 ? options[0].resource : undefined);
  const count = typeof value.num === "number" ? value.num : 0;
  return { options, ...(resource && count > 0 ? { default: { resource, count } } : {}), ...isReadOnly(key) };
});

const claim = z.object({
  metadata: z.object({ name: z.string().min(1) }),
  spec: z.object({
    resources: z.object({ requests: z.object({ storage: amount }) }),
    accessModes: z.array(z.string()).nullish(),
    storageClassName: z.string().nullish(),
  }),
});

const volume = z.object({
  mount: z.string().regex(/^\/[^:\0]+$/, "must be a path from the root"),
  newPvc: claim.nullish(),
  existingSource: z.object({ persistentVolumeClaim: z.object({ claimName: z.string().min(1) }) }).nullish(),
}).transform(({ mount, newPvc, existingSource }, context): VolumeSetting => {
  if (existingSource) {
    const { claimName } = existingSource.persistentVolumeClaim;
    return { namePattern: claimName, mountPath: mount, accessMode: "ONE_NODE" };
  }
  if (!newPvc) {
    context.addIssue({ code: "custom", message: "names neither newPvc nor existingSource" });
    return z.NEVER;
  }
  const { metadata: { name }, spec: { resources, accessModes, storageClassName } } = newPvc;
  return {
    namePattern: name,
    mountPath: mount,
    size: resources.requests.storage,
    accessMode: fromClaimModes(accessModes ?? undefined)[0] ?? "ONE_NODE",
    ...(storageClassName ? { storageClass: storageClassName } : {}),
  };
});

/** `workspaceVolume`; no value: none. */
export const workspaceKey = z.object({ value: volume.nullish(), readOnly })
  .transform(({ value, ...key }) => ({ defaults: value ? [value] : [], ...isReadOnly(key) }));

/** `dataVolumes`. */
export const dataVolumesKey = z.object({ value: z.array(volume).nullish(), readOnly })
  .transform(({ value, ...key }) => ({ defaults: value ?? [], ...isReadOnly(key) }));

/** `shm`. */
export const sharedMemoryKey = z.object({ value: z.boolean(), readOnly })
  .transform(({ value, ...key }) => ({ value, ...isReadOnly(key) }));

/** `configurations`. */
export const configurationsKey = z.object({ value: z.array(z.string()).nullish(), readOnly })
  .transform(({ value, ...key }) => ({ value: value ?? [], ...isReadOnly(key) }));

/** `environment`. */
export const environmentKey = z.object({
  value: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of a variable"), text).nullish(),
}).transform(({ value }) => value ?? {});

/** `imagePullPolicy`. */
export const pullPolicyKey = z.object({ value: z.enum(["IfNotPresent", "Always", "Never"]) })
  .transform(({ value }) => value);

function isReadOnly({ readOnly }: { readOnly: boolean }): { isReadOnly?: true } {
  return readOnly ? { isReadOnly: true } : {};
}
