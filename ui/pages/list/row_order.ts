/** The order of the list: what needs attention first, then by name. */
export function sortedIds<Of extends { id: string; name: string }>(
  items: readonly Of[],
  needsAttention: (item: Of) => boolean,
): string[] {
  return [...items].sort((a, b) =>
    Number(needsAttention(b)) - Number(needsAttention(a)) || a.name.localeCompare(b.name, "en") ||
    a.id.localeCompare(b.id)
  ).map(({ id }) => id);
}

/**
 * The order while somebody reads: rows stay where they are, those that went are gone, those that came stand at the end,
 * where they push nothing about.
 */
export function heldOrder(shown: readonly string[], wanted: readonly string[]): string[] {
  const known = new Set(shown);
  const present = new Set(wanted);
  return [...shown.filter((id) => present.has(id)), ...wanted.filter((id) => !known.has(id))];
}

/** How many rows would stand elsewhere if the list were sorted now. */
export function countMoved(shown: readonly string[], wanted: readonly string[]): number {
  return shown.filter((id, index) => wanted[index] !== id).length;
}

/** The order with one row first: that of what was just made. */
export function withFirst(ids: readonly string[], first: string | null): readonly string[] {
  return first !== null && ids.includes(first) ? [first, ...ids.filter((id) => id !== first)] : ids;
}
