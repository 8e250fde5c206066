import type { CreateError } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { fieldOfPath, gapsOf, type Problem } from "../create/problem.ts";
import { type Draft, OTHER_IMAGE } from "./draft.ts";

/** Which field a path of the server's input is about; the first prefix that fits decides. */
const FIELDS: readonly [path: string, field: string][] = [
  ["name", "name"],
  ["spec/image", "image"],
  ["spec/serverType", "image"],
  ["spec/cpu", "cpu"],
  ["spec/cpuLimit", "cpu"],
  ["spec/memory", "memory"],
  ["spec/memoryLimit", "memory"],
  ["spec/workspace/from/existing", "claim"],
  ["spec/workspace/from/new/size", "size"],
  ["spec/workspace", "files"],
];

/** What is still to be filled in. */
export function missingOf(draft: Draft): Problem<Draft>[] {
  const { nameMissing, amountMissing, volumeMissing } = texts.create;
  return gapsOf([
    { field: "name", text: draft.name, message: nameMissing },
    {
      field: "image",
      text: draft.customImage,
      message: texts.notebooks.create.imageMissing,
      isAsked: draft.image === OTHER_IMAGE,
    },
    { field: "cpu", text: draft.cpu, message: amountMissing },
    { field: "memory", text: draft.memory, message: amountMissing },
    { field: "size", text: draft.size, message: amountMissing, isAsked: draft.files === "new" },
    { field: "claim", text: draft.claim, message: volumeMissing, isAsked: draft.files === "existing" },
  ]);
}

/** The server's refusals as problems of the form. */
export function problemsOf(errors: readonly CreateError[], draft: Draft): Problem<Draft>[] {
  return errors.filter((error) => !isEcho(error, errors)).map((error) => ({
    field: visibleField(fieldOfPath(error.path, FIELDS), draft),
    message: error.message,
    nextStep: error.nextStep,
    remedy: remedyOf(error),
  }));
}

/** The new volume is called after the notebook: what is wrong with the one name need not be told twice. */
function isEcho(error: CreateError, errors: readonly CreateError[]): boolean {
  const isOfVolumeName = error.path?.slice(-3).join("/") === "from/new/name";
  return isOfVolumeName && error.__typename === "FieldError" &&
    errors.some(({ path }) => fieldOfPath(path, FIELDS) === "name");
}

/** A problem of a control that is not shown belongs to the choice that hides it. */
function visibleField(field: string | null, draft: Draft): string | null {
  if (field === "claim" && draft.files !== "existing") return "files";
  if (field === "size" && draft.files !== "new") return "files";
  return field;
}

function remedyOf(error: CreateError): Problem<Draft>["remedy"] {
  if (error.__typename !== "AlreadyExists") return null;
  const { suggestion } = error;
  // The server suggests a volume only while nothing uses it.
  if (!suggestion) return null;
  return fieldOfPath(error.path, FIELDS) === "name"
    ? { label: texts.create.useName(suggestion), change: { name: suggestion } }
    : { label: texts.notebooks.create.useFilesOf(suggestion), change: { files: "existing", claim: suggestion } };
}
