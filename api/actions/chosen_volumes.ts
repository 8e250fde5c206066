import { MADE_FOR_NOTEBOOK_LABEL } from "../../kube/mod.ts";
import type { NotebookFormSettings, VolumeSetting, VolumesSetting } from "../notebook_form.ts";
import { draftClaim } from "./claim_draft.ts";
import type { TokenMark } from "./client_token.ts";
import { fieldError } from "./field_error.ts";
import type { ExistingClaim, NewClaim } from "./needed_claims.ts";
import type { CreateNotebookInput, VolumeChoice } from "./notebook_input.ts";
import type { FieldError } from "./user_error.ts";

/** A volume that is chosen, and where in the input. */
export interface ChosenVolume {
  /** What the pod calls it. */
  name: string;
  choice: VolumeChoice;
  path: string[];
}

/** The volumes of a checked input, the workspace first: the admin's default where nothing is said of it. */
export function volumesOf({ name, spec }: CreateNotebookInput, form: NotebookFormSettings): ChosenVolume[] {
  const usual = (settings: VolumesSetting) => settings.defaults.map((each) => usualVolume(name, each));
  const wanted = spec?.workspace ? [spec.workspace] : usual(form.workspace).slice(0, 1);
  const workspace = wanted.map((choice) => ({ name: "workspace", choice, path: ["workspace"] }));
  const data = (spec?.dataVolumes ?? usual(form.dataVolumes)).map((choice, index) => ({
    name: `data-${index + 1}`,
    choice,
    path: ["dataVolumes", String(index)],
  }));
  const all = [...(spec?.hasWorkspace ?? true) ? workspace : [], ...data];
  return all.map((each) => ({ ...each, path: ["spec", ...each.path] }));
}

function usualVolume(notebook: string, setting: VolumeSetting): VolumeChoice {
  const { namePattern, mountPath, size, accessMode, storageClass } = setting;
  const name = namePattern.replace("{notebook-name}", notebook);
  const from = size === undefined
    ? { new: undefined, existing: name }
    : { new: { name, size, accessMode, storageClass }, existing: undefined };
  return { mountPath, readOnly: false, from };
}

/** What is wrong with volumes together: each by itself is checked with the input. */
export function checkVolumes({ spec }: CreateNotebookInput, volumes: readonly ChosenVolume[]): FieldError[] {
  const errors: FieldError[] = [];
  if (spec?.hasWorkspace === false && spec.workspace) {
    errors.push(fieldError("A workspace is chosen, and none is wanted.", ["spec", "hasWorkspace"]));
  }
  volumes.forEach(({ choice, path }, index) => {
    const before = volumes.slice(0, index).map((each) => each.choice);
    if (before.some((other) => tidy(other.mountPath) === tidy(choice.mountPath))) {
      errors.push(fieldError("Another volume has this path already.", [...path, "mountPath"]));
    }
    const name = choice.from.new?.name;
    if (name && before.some((other) => other.from.new?.name === name)) {
      errors.push(fieldError("Another new volume has this name already.", [...path, "from", "new", "name"]));
    }
  });
  return errors;
}

const tidy = (path: string) => path.replace(/\/+/g, "/").replace(/\/$/, "");

/** The claims that volumes want made, and those that must be there. */
export function claimsOf(
  { namespace, name }: CreateNotebookInput,
  volumes: readonly ChosenVolume[],
  mark?: TokenMark,
): { newClaims: NewClaim[]; existingClaims: ExistingClaim[] } {
  // Only the workspace goes with its notebook where that is wanted: data are there for others too.
  const labelsOf = (volume: string) => volume === "workspace" ? { [MADE_FOR_NOTEBOOK_LABEL]: name } : undefined;
  return {
    newClaims: volumes.flatMap(({ name, choice: { from }, path }) =>
      from.new
        ? [{ claim: draftClaim(from.new, { namespace, labels: labelsOf(name), mark }), path: [...path, "from", "new"] }]
        : []
    ),
    existingClaims: existingOf(volumes),
  };
}

/** The claims that must be there. */
export function existingOf(volumes: readonly ChosenVolume[]): ExistingClaim[] {
  return volumes.flatMap(({ choice: { from }, path }) =>
    from.existing ? [{ name: from.existing, path: [...path, "from", "existing"] }] : []
  );
}
