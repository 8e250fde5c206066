import { badRequest } from "../failure.ts";
import { at } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { parseFieldSelector } from "./field_selector.ts";
import { parseLabelSelector } from "./label_selector.ts";

/** Decides whether an object is wanted. */
export type Selector = (object: UntypedObject) => boolean;

/** The selector of a list or watch; throws 400 for one that cannot be read or a field that is not selectable. */
export function toSelector(
  params: URLSearchParams,
  { selectable }: { selectable: readonly string[] },
  name: string,
): Selector {
  const hasLabels = parseLabelSelector(params.get("labelSelector") ?? "");
  const terms = parseFieldSelector(params.get("fieldSelector") ?? "");
  for (const { path } of terms) {
    if (!ALWAYS_SELECTABLE.includes(path) && !selectable.includes(path)) {
      throw badRequest(`field label not supported: ${path}`);
    }
  }
  return (object) =>
    (name === "" || object.metadata.name === name) && hasLabels(object.metadata.labels ?? {}) &&
    terms.every(({ path, value, isEqual }) => (String(at(object, RENAMED[path] ?? path) ?? "") === value) === isEqual);
}

const ALWAYS_SELECTABLE = ["metadata.name", "metadata.namespace"];
const RENAMED: Record<string, string> = { source: "source.component" };
