import { type Definitions, fieldOf, itemOf, listMapKeysOf, type Schema } from "./schema.ts";

/** The identity of an item of a `map` list: the values of its keys, defaults filled in. */
export type ItemKey = Readonly<Record<string, unknown>>;

/** The identity of `item` in a list of this schema; undefined where a key is missing and has no default. */
export function itemKeyOf(item: unknown, list: Schema, definitions: Definitions = {}): ItemKey | undefined {
  if (typeof item !== "object" || item === null) return undefined;
  const itemSchema = itemOf(list, definitions);
  const key: Record<string, unknown> = {};
  for (const name of listMapKeysOf(list)) {
    const value = (item as Record<string, unknown>)[name] ??
      (itemSchema && fieldOf(itemSchema, name, definitions)?.default);
    if (value === undefined) return undefined;
    key[name] = value;
  }
  return key;
}

/** The place of the item with this identity in a list; -1 where there is none. */
export function findItem(items: readonly unknown[], key: ItemKey, list: Schema, definitions: Definitions): number {
  const wanted = Object.entries(key);
  return items.findIndex((item) => {
    const own = itemKeyOf(item, list, definitions);
    return own !== undefined && wanted.every(([name, value]) => own[name] === value);
  });
}

/** How a path names an item: `[name=main]`, `[containerPort=8888,protocol=TCP]`. */
export function formatItemKey(key: ItemKey): string {
  return `[${Object.entries(key).map(([name, value]) => `${name}=${value}`).join(",")}]`;
}
