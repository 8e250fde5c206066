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

const specSchema = z.object({
  serverType: optional(z.enum(["JUPYTER", "GROUP_ONE", "GROUP_TWO", "OTHER"])),
  image: optional(imageSchema),
  cpu: optional(quantity(CPU)),
  memory: optional(quantity(MEMORY)),
  cpuLimit: optional(quantity(CPU)),
  memoryLimit: optional(quantity(MEMORY)),
  workspace: optional(volumeChoiceSchema),
});

/** `CreateNotebookInput` of the schema, checked; quantities are canonical, so that equal inputs have equal hashes. */
export const createNotebookSchema = z.object({
  ...createFields,
  name: checkedText(checkNotebookName),
  spec: optional(specSchema),
});
export type CreateNotebookInput = z.infer<typeof createNotebookSchema>;
export type VolumeChoice = z.infer<typeof volumeChoiceSchema>;
