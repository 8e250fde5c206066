import type { NotebookForm } from "../../data/mod.ts";
import type { Draft } from "./draft.ts";

/** Stands for an image that is typed and not chosen. */
export const OTHER_IMAGE = "other";

/** The group and the reference that the draft asks for. */
export function chosenImage(
  draft: Pick<Draft, "image" | "customImage">,
  { images: groups }: Pick<NotebookForm, "images">,
): { group: NotebookForm["images"][number] | undefined; reference: string } {
  const fallback = groups.find((each) => each.default) ?? groups[0];
  if (draft.image === OTHER_IMAGE) {
    return { group: groups.find((each) => each.allowsCustom) ?? fallback, reference: draft.customImage.trim() };
  }
  const group = groups.find((each) => each.options.some((option) => option.reference === draft.image));
  if (group) return { group, reference: draft.image };
  return { group: fallback, reference: fallback?.default ?? fallback?.options[0]?.reference ?? "" };
}
