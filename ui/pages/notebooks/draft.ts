import type { CreateNotebookInput, NotebookForm } from "../../data/mod.ts";
import { cores } from "../../texts/mod.ts";
import { fromQuantity, toQuantity } from "../create/quantity.ts";
import { chosenImage } from "./chosen_image.ts";

/** What is typed into the form of a new notebook. */
export interface Draft {
  name: string;
  /** A reference of the form's options, `OTHER_IMAGE`, or empty for the default. */
  image: string;
  customImage: string;
  cpu: string;
  memory: string;
  memoryUnit: string;
  /** The resource name of a kind of accelerator; empty for none. */
  accelerator: string;
  acceleratorCount: string;
  files: "new" | "existing" | "none";
  /** The volume to use again. */
  claim: string;
  size: string;
  sizeUnit: string;
  dataVolumes: readonly DataVolumeDraft[];
  /** The keys of those that are chosen. */
  configurations: readonly string[];
  hasSharedMemory: boolean;
}

/** A volume beside the workspace, as it is typed. */
export interface DataVolumeDraft {
  from: "new" | "existing";
  claim: string;
  size: string;
  sizeUnit: string;
  /** Where its files are seen; empty for a folder of its name beside the workspace's files. */
  path: string;
  isReadOnly: boolean;
}

type NewVolume = NotebookForm["workspace"]["defaults"][number];
/** What holds where the admin proposes no workspace. */
const PLAIN_WORKSPACE: NewVolume = {
  namePattern: "{notebook-name}-workspace",
  mountPath: "/home/jovyan",
  isExisting: false,
  size: null,
  accessMode: "ONE_NODE",
  storageClass: null,
};

function usualWorkspace({ workspace }: NotebookForm): NewVolume {
  return workspace.defaults[0] ?? PLAIN_WORKSPACE;
}

/** The form as it opens. */
export function newDraft(suffix: string, form: NotebookForm): Draft {
  const memory = fromQuantity(form.memory.default);
  const { size, isExisting, namePattern } = usualWorkspace(form);
  const name = `jupyter-${suffix}`;
  const workspace = size ? fromQuantity(size) : { amount: "10", unit: "Gi" };
  return {
    name,
    image: "",
    customImage: "",
    cpu: cores(form.cpu.default.value),
    memory: memory.amount,
    memoryUnit: memory.unit,
    accelerator: form.accelerators.default?.resource ?? "",
    acceleratorCount: String(form.accelerators.default?.count ?? 1),
    files: form.workspace.defaults.length === 0 ? "none" : isExisting ? "existing" : "new",
    claim: isExisting ? namePattern.replace("{notebook-name}", name) : "",
    size: workspace.amount,
    sizeUnit: workspace.unit,
    dataVolumes: form.dataVolumes.defaults.map((each) => usualDataVolume(each, name)),
    configurations: form.configurations.default,
    hasSharedMemory: form.sharedMemory.default,
  };
}

function usualDataVolume(
  { namePattern, mountPath, isExisting, size }: NotebookForm["dataVolumes"]["defaults"][number],
  name: string,
): DataVolumeDraft {
  const { amount, unit } = size ? fromQuantity(size) : { amount: "10", unit: "Gi" };
  const claim = namePattern.replace("{notebook-name}", name);
  const from = isExisting ? "existing" : "new";
  return { from, claim, size: amount, sizeUnit: unit, path: mountPath, isReadOnly: false };
}

/** A data volume as it is added. */
export function newDataVolume(): DataVolumeDraft {
  return { from: "existing", claim: "", size: "10", sizeUnit: "Gi", path: "", isReadOnly: false };
}

/** What the new workspace volume of a notebook is called. */
export function workspaceClaim(name: string, form: NotebookForm): string {
  return usualWorkspace(form).namePattern.replace("{notebook-name}", name);
}

/** Where the files of a data volume are seen. */
export function mountPathOf({ path, claim }: Pick<DataVolumeDraft, "path" | "claim">, form: NotebookForm): string {
  return path.trim() || `${usualWorkspace(form).mountPath}/${claim.trim()}`;
}

/** What createNotebook is asked for, without token and dryRun. */
export function toInput(draft: Draft, namespace: string, form: NotebookForm): CreateNotebookInput {
  const { group, reference } = chosenImage(draft, form);
  const { cpu, memory, accelerators, workspace, dataVolumes, configurations, sharedMemory } = form;
  const unlessSettled = <Part extends object>({ isReadOnly }: { isReadOnly: boolean }, part: Part) =>
    isReadOnly ? {} : part;
  return {
    namespace,
    name: draft.name.trim(),
    spec: {
      serverType: group?.serverType,
      image: reference,
      ...unlessSettled(cpu, { cpu: toQuantity(draft.cpu, "") }),
      ...unlessSettled(memory, { memory: toQuantity(draft.memory, draft.memoryUnit) }),
      ...unlessSettled(accelerators, { accelerator: acceleratorOf(draft, form) }),
      ...unlessSettled(workspace, workspaceOf(draft, form)),
      ...unlessSettled(dataVolumes, { dataVolumes: draft.dataVolumes.map((each) => dataVolumeOf(each, form)) }),
      ...unlessSettled(configurations, { configurations: [...draft.configurations] }),
      ...unlessSettled(sharedMemory, { sharedMemory: draft.hasSharedMemory }),
    },
  };
}

/** None has to be said where the admin's form would ask for some. */
function acceleratorOf({ accelerator, acceleratorCount }: Draft, { accelerators }: NotebookForm): Spec["accelerator"] {
  if (accelerator) return { resource: accelerator, count: Number(acceleratorCount) };
  return accelerators.default && { resource: accelerators.default.resource, count: 0 };
}

function dataVolumeOf(volume: DataVolumeDraft, form: NotebookForm): NonNullable<Spec["dataVolumes"]>[number] {
  return {
    mountPath: mountPathOf(volume, form),
    readOnly: volume.isReadOnly,
    from: volume.from === "existing"
      ? { existing: volume.claim.trim() }
      : { new: { name: volume.claim.trim(), size: toQuantity(volume.size, volume.sizeUnit) } },
  };
}

type Spec = NonNullable<CreateNotebookInput["spec"]>;

function workspaceOf(draft: Draft, form: NotebookForm): Pick<Spec, "workspace" | "hasWorkspace"> {
  const { mountPath, accessMode, storageClass } = usualWorkspace(form);
  if (draft.files === "none") return { hasWorkspace: false };
  if (draft.files === "existing") return { workspace: { mountPath, from: { existing: draft.claim.trim() } } };
  const name = workspaceClaim(draft.name.trim(), form);
  const size = toQuantity(draft.size, draft.sizeUnit);
  return { workspace: { mountPath, from: { new: { name, size, accessMode, storageClass } } } };
}
