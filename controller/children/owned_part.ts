/** Ownership as `fieldsV1` writes it: `f:` fields, `k:` list items by keys, `v:` set members, `.` the thing itself. */
type Fields = Readonly<Record<string, unknown>>;

/** The part of `value` that `fields` (fieldsV1) name, lists in the order of `value`. */
export function ownedPart(value: unknown, fields: Fields): unknown {
  const segments = Object.keys(fields).filter((each) => each !== ".");
  if (segments.length === 0) return value;
  if (Array.isArray(value)) {
    return value.filter((item) => isOwned(item, segments)).map((item) => ownedItem(item, fields));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => `f:${name}` in fields);
  return Object.fromEntries(entries.map(([name, each]) => [name, ownedPart(each, fields[`f:${name}`] as Fields)]));
}

function isOwned(item: unknown, segments: readonly string[]): boolean {
  return segments.some((segment) => names(segment, item));
}

function ownedItem(item: unknown, fields: Fields): unknown {
  const segment = Object.keys(fields).find((each) => each.startsWith("k:") && names(each, item));
  return segment === undefined ? item : ownedPart(item, fields[segment] as Fields);
}

/** Whether a `k:` or `v:` segment means this item of a list. */
function names(segment: string, item: unknown): boolean {
  if (segment.startsWith("v:")) return JSON.parse(segment.slice(2)) === item;
  if (!segment.startsWith("k:") || typeof item !== "object" || item === null) return false;
  const key = Object.entries(JSON.parse(segment.slice(2)));
  return key.every(([name, wanted]) => (item as Record<string, unknown>)[name] === wanted);
}
