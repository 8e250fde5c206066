import type { ImageGroup } from "../notebook_form.ts";
import type { ServerType } from "../server_type.ts";
import { fieldError } from "./field_error.ts";
import type { FieldError } from "./user_error.ts";

/** The image that is wanted, or the admin's default; or why it cannot be. */
export function chooseImage(
  serverType: ServerType,
  wanted: string | undefined,
  images: readonly ImageGroup[],
): { image: string; error?: FieldError } {
  const group = images.find((each) => each.serverType === serverType);
  const path = ["spec", "image"];
  if (!group) {
    const allowed = images.map((each) => each.serverType);
    const message = "This type of server is not offered here.";
    return { image: "", error: fieldError(message, ["spec", "serverType"], { allowed }) };
  }
  const image = wanted ?? group.default ?? group.options[0]?.reference;
  if (!image) return { image: "", error: fieldError("No image is chosen, and the admin set no default.", path) };
  const allowed = group.options.map((option) => option.reference);
  const isFree = group.allowsCustom && !group.isReadOnly;
  if (wanted === undefined || isFree || (!group.isReadOnly && allowed.includes(image)) || image === group.default) {
    return { image };
  }
  const message = `The image ${image} is not among those that the admin offers.`;
  return { image, error: fieldError(message, path, { allowed, nextStep: "Choose one of them." }) };
}
