import { z } from "zod";
import { checkDnsLabel, checkDnsSubdomain, compareQuantities, formatQuantity, parseQuantity } from "../../kube/mod.ts";
import type { FieldError } from "./user_error.ts";

/** Least and most of a quantity that a form may ask for, and what is said where something else is asked for. */
interface Bounds {
  least: string;
  most: string;
  /** How one is written. */
  examples: string;
  /** Between what it has to be, in words. */
  range: string;
}

export const CPU: Bounds = { least: "1m", most: "1024", examples: "0.5 or 2", range: "0.001 and 1024 cores" };
export const MEMORY: Bounds = { least: "1Mi", most: "64Ti", examples: "512Mi or 1.5Gi", range: "1 MiB and 64 TiB" };
const SIZE: Bounds = { least: "1Mi", most: "1Pi", examples: "500Mi or 10Gi", range: "1 MiB and 1 PiB" };

/** `name[:port]/path[:tag][@digest]`, as container runtimes read it. */
const IMAGE =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[a-z0-9]+:[a-f0-9]{32,})?$/;

/** A part that may be absent or null, which mean the same. */
export const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);

/** A text about which `check` has nothing to say. */
export const checkedText = (check: (text: string) => string | undefined) =>
  z.string().superRefine((text, refinement) => {
    const problem = check(text);
    if (problem) refinement.addIssue({ code: "custom", message: problem });
  });

/** An amount within bounds, in its canonical form. */
export const quantity = (bounds: Bounds) =>
  z.string().transform((text, refinement) => {
    const value = parseQuantity(text.trim());
    const problem = !value
      ? `"${asShown(text)}" is no amount: write one such as ${bounds.examples}.`
      : compareQuantities(value, parseQuantity(bounds.least)!) < 0 ||
          compareQuantities(value, parseQuantity(bounds.most)!) > 0
      ? `The amount must be between ${bounds.range}.`
      : undefined;
    if (!problem) return formatQuantity(value!);
    refinement.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

/** What was typed, short enough for a sentence. */
const asShown = (text: string) => text.length <= 40 ? text : `${text.slice(0, 39)}…`;

export const imageSchema = z.string().trim().max(500, "An image's reference has at most 500 characters.").regex(
  IMAGE,
  "This is no reference of an image, such as quay.io/jupyter/minimal-notebook:latest.",
);

/** `NewVolumeInput` of the schema. */
export const newVolumeSchema = z.object({
  name: checkedText(checkDnsSubdomain),
  size: quantity(SIZE),
  storageClass: optional(checkedText(checkDnsSubdomain)),
  accessMode: optional(z.enum(["ONE_NODE", "ONE_POD", "MANY_NODES", "MANY_NODES_READ_ONLY"])),
});
export type NewVolumeInput = z.infer<typeof newVolumeSchema>;

/** The name of a claim that is there. */
export const claimNameSchema = checkedText(checkDnsSubdomain);

/** What every create has beside its own parts. */
export const createFields = {
  namespace: checkedText(checkDnsLabel),
  dryRun: z.boolean(),
  clientToken: optional(
    z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "The token must have 1 to 64 characters of A-Z a-z 0-9 - _."),
  ),
};

/** An input as the schema's file describes it, checked, or what is wrong with it and where. */
export function readInput<T>(schema: z.ZodType<T>, raw: unknown): { input: T } | { errors: FieldError[] } {
  const { success, data, error } = schema.safeParse(raw);
  if (success) return { input: data };
  return {
    errors: error.issues.map(({ path, message }) => ({
      type: "FieldError",
      code: "INVALID",
      message,
      path: path.map(String),
    })),
  };
}
