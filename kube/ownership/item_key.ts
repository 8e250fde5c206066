import { canonicalJson } from "../canonical_json.ts";
import { itemKeyOf } from "../list_items.ts";
import { listTypeOf, type Schema } from "../schema.ts";

/** How `fieldsV1` names an item of a `map` or `set` list; undefined where it lacks a key. */
export function itemKey(item: unknown, list: Schema): string | undefined {
  if (listTypeOf(list) === "set") return `v:${JSON.stringify(item)}`;
  const key = itemKeyOf(item, list);
  return key && `k:${canonicalJson(key)}`;
}
