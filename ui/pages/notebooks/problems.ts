import type { CreateError } from "../../data/mod.ts";
import { texts } from "../../texts/mod.ts";
import { fieldOfPath, gapsOf, type Needed, type Problem } from "../create/problem.ts";
import { OTHER_IMAGE } from "./chosen_image.ts";
import type { DataVolumeDraft, Draft } from "./draft.ts";

type Fields = readonly (readonly [prefix: string, field: string])[];

/** Which field a path of the server's input is about; the first prefix that fits decides. */
const FIELDS: Fields = [
  ["name", "name"],
  ["spec/image", "image"],
  ["spec/serverType", "image"],
  ["spec/cpu", "cpu"],
  ["spec/cpuLimit", "cpu"],
  ["spec/memory", "memory"],
  ["spec/memoryLimit", "memory"],
  ["spec/accelerator/resource", "accelerator"],
  ["spec/accelerator", "accelerator-count"],
  ["spec/workspace/from/existing", "claim"],
  ["spec/workspace/from/new/size", "size"],
  ["spec/workspace", "files"],
  ["spec/hasWorkspace", "files"],
  ["spec/configurations", "configurations"],
  ["spec/sharedMemory", "shared-memory"],
];

/** The name of a field of a data volume. */
export function dataField(index: number, field: "claim" | "size" | "path"): string {
  return `data-${index}-${field}`;
}

function fieldsOf({ dataVolumes }: Draft): Fields {
  const ofData = dataVolumes.flatMap((_, index) => {
    const path = `spec/dataVolumes/${index}`;
    return [
      [`${path}/mountPath`, dataField(index, "path")],
      [`${path}/from/new/size`, dataField(index, "size")],
      [path, dataField(index, "claim")],
    ] as const;
  });
  return [...FIELDS, ...ofData, ["spec/dataVolumes", "data"]];
}

/** What is still to be filled in. */
export function missingOf(draft: Draft): Problem<Draft>[] {
  const { nameMissing, amountMissing, volumeMissing } = texts.create;
  const { imageMissing } = texts.notebooks.create;
  return gapsOf([
    { field: "name", text: draft.name, message: nameMissing },
    { field: "image", text: draft.customImage, message: imageMissing, isAsked: draft.image === OTHER_IMAGE },
    { field: "cpu", text: draft.cpu, message: amountMissing },
    { field: "memory", text: draft.memory, message: amountMissing },
    {
      field: "accelerator-count",
      text: draft.acceleratorCount,
      // A half is no number of accelerators.
      isPossible: /^\s*\d+\s*$/.test(draft.acceleratorCount),
      message: texts.notebooks.create.countMissing,
      isAsked: draft.accelerator !== "",
    },
    { field: "size", text: draft.size, message: amountMissing, isAsked: draft.files === "new" },
    { field: "claim", text: draft.claim, message: volumeMissing, isAsked: draft.files === "existing" },
    ...draft.dataVolumes.flatMap((volume, index) => neededOf(volume, index)),
  ]);
}

function neededOf({ claim, size, from }: DataVolumeDraft, index: number): Needed[] {
  const { amountMissing, volumeMissing } = texts.create;
  return [
    { field: dataField(index, "claim"), text: claim, message: volumeMissing },
    { field: dataField(index, "size"), text: size, message: amountMissing, isAsked: from === "new" },
  ];
}

/** The server's refusals as problems of the form. */
export function problemsOf(errors: readonly CreateError[], draft: Draft): Problem<Draft>[] {
  const fields = fieldsOf(draft);
  return errors.filter((error) => !isEcho(error, errors)).map((error) => ({
    field: visibleField(fieldOfPath(error.path, fields), draft),
    message: error.message,
    nextStep: error.nextStep,
    remedy: remedyOf(error, draft),
  }));
}

/** The new workspace is called after the notebook: what is wrong with the one name need not be told twice. */
function isEcho(error: CreateError, errors: readonly CreateError[]): boolean {
  const isOfVolumeName = error.path?.slice(-4).join("/") === "workspace/from/new/name";
  return isOfVolumeName && error.__typename === "FieldError" && errors.some(({ path }) => path?.join("/") === "name");
}

/** A problem of a control that is not shown belongs to the choice that hides it. */
function visibleField(field: string | null, draft: Draft): string | null {
  if (field === "claim" && draft.files !== "existing") return "files";
  if (field === "size" && draft.files !== "new") return "files";
  const data = /^data-(\d+)-size$/.exec(field ?? "");
  const isShown = !data || draft.dataVolumes[Number(data[1])]?.from === "new";
  return isShown ? field : dataField(Number(data[1]), "claim");
}

function remedyOf(error: CreateError, draft: Draft): Problem<Draft>["remedy"] {
  // The server suggests a volume only while nothing uses it.
  const suggestion = error.__typename === "AlreadyExists" ? error.suggestion : null;
  if (!suggestion) return null;
  const path = error.path?.join("/") ?? "";
  if (path === "name") return { label: texts.create.useName(suggestion), change: { name: suggestion } };
  const label = texts.notebooks.create.useFilesOf(suggestion);
  const index = /^spec\/dataVolumes\/(\d+)\//.exec(path)?.[1];
  if (index === undefined) return { label, change: { files: "existing", claim: suggestion } };
  const dataVolumes = draft.dataVolumes.map((each, at) =>
    at === Number(index) ? { ...each, from: "existing" as const, claim: suggestion } : each
  );
  return { label, change: { dataVolumes } };
}
