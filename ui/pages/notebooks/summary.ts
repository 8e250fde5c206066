import type { NotebookForm } from "../../data/mod.ts";
import { memoryQuantity, say, type Sentence, shortImage, texts } from "../../texts/mod.ts";
import { toQuantity } from "../create/quantity.ts";
import { chosenImage } from "./chosen_image.ts";
import type { Draft } from "./draft.ts";

/** What will be made, in one sentence. */
export function summarySentence(draft: Draft, form: NotebookForm): Sentence {
  const { group, reference } = chosenImage(draft, form);
  const option = group?.options.find((each) => each.reference === reference);
  const image = option?.displayName ?? (shortImage(reference) || "…");
  const memory = memoryQuantity(toQuantity(draft.memory, draft.memoryUnit));
  return [
    ...say`${draft.name.trim() || "…"} from ${image}, with ${draft.cpu.trim() || "…"} CPU and ${
      memory || "…"
    } of memory`,
    ...acceleratorPart(draft, form),
    ...filesPart(draft),
    ...dataPart(draft),
  ];
}

function acceleratorPart({ accelerator, acceleratorCount }: Draft, form: NotebookForm): Sentence {
  const chosen = form.accelerators.options.find(({ resource }) => resource === accelerator);
  return chosen ? say`, ${acceleratorCount.trim() || "…"} × ${chosen.displayName}` : [];
}

function filesPart(draft: Draft): Sentence {
  if (draft.files === "none") return [texts.notebooks.create.says.noFiles];
  if (draft.files === "existing") return say`, on the files of ${draft.claim.trim() || "…"}`;
  return say` and a new volume of ${memoryQuantity(toQuantity(draft.size, draft.sizeUnit)) || "…"} for its files`;
}

function dataPart({ dataVolumes }: Draft): Sentence {
  if (dataVolumes.length === 0) return ["."];
  return say`; it also sees ${dataVolumes.map(({ claim }) => claim.trim() || "…").join(", ")}.`;
}
