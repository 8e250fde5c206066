import { z } from "zod";
import {
  checkDnsLabel,
  checkDnsSubdomain,
  checkNotebookName,
  compareQuantities,
  formatQuantity,
  parseQuantity,
} from "../../kube/mod.ts";

/** Least and most of a quantity that a form may ask for. */
interface Bounds {
  least: string;
  most: string;
}

const CPU: Bounds = { least: "1m", most: "1024" };
const MEMORY: Bounds = { least: "1Mi", most: "64Ti" };
const SIZE: Bounds = { least: "1Mi", most: "1Pi" };

/** `name[:port]/path[:tag][@digest]`, as container runtimes read it. */
const IMAGE =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[a-z0-9]+:[a-f0-9]{32,})?$/;

const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

const checkedName = (check: (name: string) => string | undefined) =>
  z.string().superRefine((name, refinement) => {
    const problem = check(name);
    if (problem) refinement.addIssue({ code: "custom", message: problem });
  });

const quantity = (bounds: Bounds) =>
  z.string().transform((text, refinement) => {
    const value = parseQuantity(text.trim());
    const problem = !value
      ? `"${text}" is no amount: write a number with a unit, such as 500m, 2 or 1.5Gi.`
      : compareQuantities(value, parseQuantity(bounds.least)!) < 0 ||
          compareQuantities(value, parseQuantity(bounds.most)!) > 0
      ? `The amount must be between ${bounds.least} and ${bounds.most}.`
      : undefined;
    if (!problem) return formatQuantity(value!);
    refinement.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

const mountPath = z.string().superRefine((path, refinement) => {
  const isClean = /^\/[^:\0]+$/.test(path) && !path.split("/").some((part) => part === "." || part === "..");
  if (!isClean || path.length > 1024) {
    const message = "The path must be a folder given from the root, without a colon or dots, such as /home/jovyan.";
    refinement.addIssue({ code: "custom", message });
  } else if (/^\/dev\/shm\/*$/.test(path)) {
    refinement.addIssue({ code: "custom", message: "This path is taken by shared memory." });
  }
});

const volumeChoiceSchema = z.object({
  mountPath,
  readOnly: z.boolean().nullish().transform((value) => value ?? false),
  from: z.object({
    new: optional(z.object({
      name: checkedName(checkDnsSubdomain),
      size: quantity(SIZE),
      storageClass: optional(checkedName(checkDnsSubdomain)),
      accessMode: optional(z.enum(["ONE_NODE", "ONE_POD", "MANY_NODES", "MANY_NODES_READ_ONLY"])),
    })),
    existing: optional(checkedName(checkDnsSubdomain)),
  }),
});

const specSchema = z.object({
  serverType: optional(z.enum(["JUPYTER", "GROUP_ONE", "GROUP_TWO", "OTHER"])),
  image: optional(
    z.string().trim().max(500, "An image's reference has at most 500 characters.").regex(
      IMAGE,
      "This is no reference of an image, such as quay.io/jupyter/minimal-notebook:latest.",
    ),
  ),
  cpu: optional(quantity(CPU)),
  memory: optional(quantity(MEMORY)),
  cpuLimit: optional(quantity(CPU)),
  memoryLimit: optional(quantity(MEMORY)),
  workspace: optional(volumeChoiceSchema),
});

/** `CreateNotebookInput` of the schema, checked; quantities are canonical, so that equal inputs have equal hashes. */
export const createNotebookSchema = z.object({
  namespace: checkedName(checkDnsLabel),
  name: checkedName(checkNotebookName),
  spec: optional(specSchema),
  dryRun: z.boolean(),
  clientToken: optional(
    z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "The token must have 1 to 64 characters of A-Z a-z 0-9 - _."),
  ),
});
export type CreateNotebookInput = z.infer<typeof createNotebookSchema>;
export type VolumeChoice = z.infer<typeof volumeChoiceSchema>;
