import type { CreateNotebookInput, NotebookForm } from "../../data/mod.ts";
import { memoryQuantity, say, type Sentence, shortImage } from "../../texts/mod.ts";
import { toQuantity } from "../create/quantity.ts";

/** What is typed into the form of a new notebook. */
export interface Draft {
  name: string;
  /** A reference of the form's options, `OTHER_IMAGE`, or empty for the default. */
  image: string;
  customImage: string;
  cpu: string;
  memory: string;
  memoryUnit: string;
  files: "new" | "existing";
  /** The volume to use again. */
  claim: string;
  size: string;
  sizeUnit: string;
}

/** Stands for an image that is typed and not chosen. */
export const OTHER_IMAGE = "other";
/** Where the workspace is seen in the notebook. */
export const WORKSPACE_PATH = "/home/jovyan";

/** The form as it opens. */
export function newDraft(suffix: string): Draft {
  return {
    name: `jupyter-${suffix}`,
    image: "",
    customImage: "",
    cpu: "0.5",
    memory: "1",
    memoryUnit: "Gi",
    files: "new",
    claim: "",
    size: "10",
    sizeUnit: "Gi",
  };
}

/** What the new workspace volume of a notebook is called. */
export function workspaceClaim(name: string): string {
  return `${name}-workspace`;
}

/** The group and the reference that the draft asks for. */
export function chosenImage(draft: Draft, form: NotebookForm | null) {
  const groups = form?.images ?? [];
  const fallback = groups.find((each) => each.default) ?? groups[0];
  if (draft.image === OTHER_IMAGE) {
    return { group: groups.find((each) => each.allowsCustom) ?? fallback, reference: draft.customImage.trim() };
  }
  const group = groups.find((each) => each.options.some((option) => option.reference === draft.image));
  if (group) return { group, reference: draft.image };
  return { group: fallback, reference: fallback?.default ?? fallback?.options[0]?.reference ?? "" };
}

/** What createNotebook is asked for, without token and dryRun. */
export function toInput(draft: Draft, namespace: string, form: NotebookForm | null): CreateNotebookInput {
  const { group, reference } = chosenImage(draft, form);
  return {
    namespace,
    name: draft.name.trim(),
    spec: {
      serverType: group?.serverType,
      image: reference,
      cpu: toQuantity(draft.cpu, ""),
      memory: toQuantity(draft.memory, draft.memoryUnit),
      workspace: workspaceOf(draft),
    },
  };
}

function workspaceOf(draft: Draft): NonNullable<CreateNotebookInput["spec"]>["workspace"] {
  const mountPath = WORKSPACE_PATH;
  if (draft.files === "existing") return { mountPath, from: { existing: draft.claim.trim() } };
  const name = workspaceClaim(draft.name.trim());
  return { mountPath, from: { new: { name, size: toQuantity(draft.size, draft.sizeUnit) } } };
}

/** What will be made, in one sentence. */
export function summarySentence(draft: Draft, form: NotebookForm | null): Sentence {
  const { group, reference } = chosenImage(draft, form);
  const option = group?.options.find((each) => each.reference === reference);
  const image = option?.displayName ?? (shortImage(reference) || "…");
  const memory = memoryQuantity(toQuantity(draft.memory, draft.memoryUnit));
  return [
    ...say`${draft.name.trim() || "…"} from ${image}, with ${draft.cpu.trim() || "…"} CPU and ${
      memory || "…"
    } of memory`,
    ...filesPart(draft),
  ];
}

function filesPart(draft: Draft): Sentence {
  if (draft.files === "existing") return say`, on the files of ${draft.claim.trim() || "…"}.`;
  return say` and a new volume of ${memoryQuantity(toQuantity(draft.size, draft.sizeUnit)) || "…"} for its files.`;
}
