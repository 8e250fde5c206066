import type { CreateError } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { type Draft, OTHER_IMAGE } from "./draft.ts";

/** The fields of the form that something can be wrong with. */
export type FieldName = "name" | "image" | "cpu" | "memory" | "files" | "claim" | "size";

/** Something that stands in the way of a launch. */
export interface Problem {
  /** Where; null where it concerns the whole. */
  field: FieldName | null;
  message: string;
  nextStep: string | null;
  /** A change that would help, to be offered as a button. */
  remedy: { label: string; change: Partial<Draft> } | null;
}

/** Which field a path of the server's input is about; the first prefix that fits decides. */
const FIELDS: readonly [path: string, field: FieldName][] = [
  ["name", "name"],
  ["spec/image", "image"],
  ["spec/serverType", "image"],
  ["spec/cpu", "cpu"],
  ["spec/memory", "memory"],
  ["spec/workspace/from/existing", "claim"],
  ["spec/workspace/from/new/size", "size"],
  ["spec/workspace", "files"],
];

/** The field of an error's path; null where it is about none, or about one the form does not have. */
export function fieldOfPath(path: readonly string[] | null): FieldName | null {
  const joined = (path?.[0] === "input" ? path.slice(1) : path ?? []).join("/");
  return FIELDS.find(([prefix]) => joined === prefix || joined.startsWith(`${prefix}/`) || joined === `${prefix}Limit`)
    ?.[1] ?? null;
}

/** What is still to be filled in: no question for the server, and told only when somebody wants to launch. */
export function missingOf(draft: Draft): Problem[] {
  const { nameMissing, imageMissing, claimMissing, amountMissing } = texts.create;
  const needed: readonly (readonly [FieldName, string, string, boolean])[] = [
    ["name", draft.name, nameMissing, true],
    ["image", draft.customImage, imageMissing, draft.image === OTHER_IMAGE],
    ["cpu", draft.cpu, amountMissing, true],
    ["memory", draft.memory, amountMissing, true],
    ["size", draft.size, amountMissing, draft.files === "new"],
    ["claim", draft.claim, claimMissing, draft.files === "existing"],
  ];
  return needed
    .filter(([, text, , isAsked]) => isAsked && text.trim() === "")
    .map(([field, , message]) => ({ field, message, nextStep: null, remedy: null }));
}

/** The server's refusals as problems of the form. */
export function problemsOf(errors: readonly CreateError[], draft: Draft): Problem[] {
  return errors.filter((error) => !isEcho(error, errors)).map((error) => ({
    field: visibleField(fieldOfPath(error.path), draft),
    message: error.message,
    nextStep: error.nextStep,
    remedy: remedyOf(error),
  }));
}

/** The new volume is called after the notebook: what is wrong with the one name need not be told twice. */
function isEcho(error: CreateError, errors: readonly CreateError[]): boolean {
  const isOfVolumeName = error.path?.slice(-3).join("/") === "from/new/name";
  return isOfVolumeName && error.__typename === "FieldError" && errors.some(({ path }) => fieldOfPath(path) === "name");
}

/** A problem of a control that is not shown belongs to the choice that hides it. */
function visibleField(field: FieldName | null, draft: Draft): FieldName | null {
  if (field === "claim" && draft.files !== "existing") return "files";
  if (field === "size" && draft.files !== "new") return "files";
  return field;
}

function remedyOf(error: CreateError): Problem["remedy"] {
  if (error.__typename !== "AlreadyExists") return null;
  const { suggestion } = error;
  // The server suggests a volume only while nothing uses it.
  if (!suggestion) return null;
  return fieldOfPath(error.path) === "name"
    ? { label: texts.create.useName(suggestion), change: { name: suggestion } }
    : { label: texts.create.useFilesOf(suggestion), change: { files: "existing", claim: suggestion } };
}
