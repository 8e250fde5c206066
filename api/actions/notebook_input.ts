import { z } from "zod";
import { checkNotebookName } from "../../kube/mod.ts";
import {
  checkedText,
  claimNameSchema,
  CPU,
  createFields,
  imageSchema,
  MEMORY,
  newVolumeSchema,
  optional,
  quantity,
} from "./input_parts.ts";

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
  from: z.object({ new: optional(newVolumeSchema), existing: optional(claimNameSchema) }),
});

/** Most volumes of one notebook beside its workspace. */
const MAX_DATA_VOLUMES = 20;

const acceleratorSchema = z.object({
  resource: z.string().max(317, "The name of the accelerator is too long."),
  count: z.int().min(0, "The number of accelerators is negative.").max(64, "At most 64 accelerators can be asked for."),
});

const configurationsSchema = z.array(claimNameSchema).max(50, "At most 50 configurations can be chosen.")
  .transform((names) => [...new Set(names)]);

const specSchema = z.object({
  serverType: optional(z.enum(["JUPYTER", "GROUP_ONE", "GROUP_TWO", "OTHER"])),
  image: optional(imageSchema),
  cpu: optional(quantity(CPU)),
  memory: optional(quantity(MEMORY)),
  cpuLimit: optional(quantity(CPU)),
  memoryLimit: optional(quantity(MEMORY)),
  accelerator: optional(acceleratorSchema),
  workspace: optional(volumeChoiceSchema),
  hasWorkspace: optional(z.boolean()),
  dataVolumes: optional(
    z.array(volumeChoiceSchema).max(MAX_DATA_VOLUMES, `At most ${MAX_DATA_VOLUMES} volumes can be added.`),
  ),
  configurations: optional(configurationsSchema),
  sharedMemory: optional(z.boolean()),
});

/** `CreateNotebookInput` of the schema, checked; quantities are canonical, so that equal inputs have equal hashes. */
export const createNotebookSchema = z.object({
  ...createFields,
  name: checkedText(checkNotebookName),
  spec: optional(specSchema),
});
export type CreateNotebookInput = z.infer<typeof createNotebookSchema>;
/** `NotebookSpecInput` of the schema, checked. */
export type NotebookSpecInput = Partial<NonNullable<CreateNotebookInput["spec"]>>;
export type VolumeChoice = z.infer<typeof volumeChoiceSchema>;
