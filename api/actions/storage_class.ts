import type { ApiStores } from "../stores.ts";
import type { FieldError } from "./user_error.ts";

/**
 * What is wrong with the kind of storage that a new volume at `path` of the input names; undefined: nothing, or it is not
 * known which kinds there are.
 */
export function checkStorageClass(
  { storageClasses }: Pick<ApiStores, "storageClasses">,
  name: string | undefined,
  path: string[],
): FieldError | undefined {
  if (!name || !storageClasses.isReady || storageClasses.get(name)) return undefined;
  const allowed = storageClasses.list().map(({ metadata }) => metadata.name).sort();
  const nextStep = allowed.length > 0 ? "Choose one of them, or leave it out." : "Leave it out, or ask your admin.";
  const message = `There is no kind of storage ${name}.`;
  return { type: "FieldError", code: "INVALID", message, nextStep, path: [...path, "storageClass"], allowed };
}
