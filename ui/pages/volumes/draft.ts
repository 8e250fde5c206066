import type { AccessMode, CreateVolumeError, CreateVolumeInput } from "../../data/mod.ts";
import { memoryQuantity, MODE_WORDS, type Sentence, texts } from "../../texts/mod.ts";
import { fieldOfPath, gapsOf, type Problem } from "../create/problem.ts";
import { toQuantity } from "../create/quantity.ts";

/** What is typed into the form of a new volume. */
export interface Draft {
  name: string;
  size: string;
  sizeUnit: string;
  /** Empty for the usual one. */
  storageClass: string;
  mode: AccessMode;
}

/** The modes in the order in which they are offered. */
export const MODES: readonly AccessMode[] = ["ONE_NODE", "MANY_NODES", "MANY_NODES_READ_ONLY", "ONE_POD"];

/** The form as it opens. */
export function newDraft(suffix: string): Draft {
  return { name: `volume-${suffix}`, size: "10", sizeUnit: "Gi", storageClass: "", mode: "ONE_NODE" };
}

/** What createVolume is asked for, without token and dryRun. */
export function toInput({ name, size, sizeUnit, storageClass, mode }: Draft, namespace: string): CreateVolumeInput {
  return {
    namespace,
    volume: {
      name: name.trim(),
      size: toQuantity(size, sizeUnit),
      storageClass: storageClass || null,
      accessMode: mode,
    },
  };
}

/** What is still to be filled in. */
export function missingOf(draft: Draft): Problem<Draft>[] {
  return gapsOf([
    { field: "name", text: draft.name, message: texts.create.nameMissing },
    { field: "size", text: draft.size, message: texts.create.amountMissing },
  ]);
}

const FIELDS = [
  ["volume/name", "name"],
  ["volume/size", "size"],
  ["volume/storageClass", "class"],
  ["volume/accessMode", "mode"],
] as const;

/** The server's refusals as problems of the form. */
export function problemsOf(errors: readonly CreateVolumeError[]): Problem<Draft>[] {
  return errors.map((error) => {
    const suggestion = error.__typename === "AlreadyExists" ? error.suggestion : null;
    return {
      field: fieldOfPath(error.path, FIELDS),
      message: error.message,
      nextStep: error.nextStep,
      remedy: suggestion ? { label: texts.create.useName(suggestion), change: { name: suggestion } } : null,
    };
  });
}

/** What will be made, in one sentence. */
export function summarySentence({ name, size, sizeUnit, mode }: Draft): Sentence {
  return texts.volumes.create.says(
    name.trim() || "…",
    memoryQuantity(toQuantity(size, sizeUnit)) || "…",
    MODE_WORDS[mode],
  );
}
