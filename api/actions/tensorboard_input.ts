import { z } from "zod";
import { checkNotebookName } from "../../kube/mod.ts";
import { parseDuration } from "../duration.ts";
import {
  checkedText,
  claimNameSchema,
  CPU,
  createFields,
  imageSchema,
  MEMORY,
  optional,
  quantity,
} from "./input_parts.ts";

/** Most sources of one Tensorboard: all of them are in the arguments of its process. */
const MAX_SOURCES = 20;
const STORES = ["s3://", "gs://", "https://", "http://"];

/** A folder below a volume's root, without the slashes around it. */
const pathSchema = z.string().max(1024, "The path is too long.").transform((text, refinement) => {
  const path = text.replace(/^\/+|\/+$/g, "");
  const isClean = !/[,:\0]/.test(path) && !path.split("/").some((part) => part === "." || part === "..");
  if (isClean && !path.includes("//")) return path;
  const message = "The path must be a folder on the volume, without commas, colons or dots, such as runs/first.";
  refinement.addIssue({ code: "custom", message });
  return z.NEVER;
});

const urlSchema = z.string().trim().max(2048, "The address is too long.").superRefine((url, refinement) => {
  const store = STORES.find((each) => url.startsWith(each));
  if (store && url.length > store.length && !/[\s,]/.test(url)) return;
  const message = `The address must begin with ${STORES.slice(0, 3).join(", ")} and have no spaces or commas, ` +
    "such as s3://bucket/runs.";
  refinement.addIssue({ code: "custom", message });
});

const sourceSchema = z.object({
  label: optional(z.string().trim().regex(/^[^,:/\s][^,:/]{0,62}$/, "A label has no commas, colons or slashes.")),
  from: z.object({
    volume: optional(z.object({ claim: claimNameSchema, path: pathSchema })),
    objectStore: optional(z.object({ url: urlSchema, credential: optional(claimNameSchema) })),
  }),
});
export type LogSourceInput = z.infer<typeof sourceSchema>;

const sourcesSchema = z.array(sourceSchema).min(1, "Name at least one place with logs.")
  .max(MAX_SOURCES, `At most ${MAX_SOURCES} places can be shown together.`)
  .superRefine((sources, refinement) => {
    const refuse = (path: (string | number)[], message: string) =>
      refinement.addIssue({ code: "custom", path, message });
    if (sources[0]?.label) refuse([0, "label"], "The first place has no label: TensorBoard calls it logs.");
    sources.forEach(({ label }, index) => {
      const isTaken = label !== undefined &&
        (label === "logs" || sources.slice(0, index).some((other) => other.label === label));
      if (isTaken) refuse([index, "label"], `The label ${label} is taken by another place.`);
    });
    const credentials = sources.map(({ from }) => from.objectStore?.credential);
    const [first] = credentials.filter((each) => each !== undefined);
    const other = credentials.findIndex((each) => each !== undefined && each !== first);
    if (other > 0) {
      refuse(
        [other, "from", "objectStore", "credential"],
        "All places of one TensorBoard are read with one credential.",
      );
    }
  });

const reloadSchema = z.string().transform((text, refinement) => {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds <= 86_400) return seconds;
  refinement.addIssue({ code: "custom", message: "The interval must be a duration of at most a day, such as PT30S." });
  return z.NEVER;
});

/** `CreateTensorboardInput` of the schema, checked. */
export const createTensorboardSchema = z.object({
  ...createFields,
  name: checkedText(checkNotebookName),
  sources: sourcesSchema,
  image: optional(imageSchema),
  cpu: optional(quantity(CPU)),
  memory: optional(quantity(MEMORY)),
  reloadInterval: optional(reloadSchema),
});
export type CreateTensorboardInput = z.infer<typeof createTensorboardSchema>;
