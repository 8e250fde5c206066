/** Whether everything that `wanted` says stands in `live` too, so that a merge patch of it would change nothing. */
export function isSubset(wanted: unknown, live: unknown): boolean {
  if (wanted === undefined) return true;
  if (wanted === null) return live === undefined || live === null;
  if (typeof wanted !== "object") return wanted === live;
  if (typeof live !== "object" || live === null) return false;
  if (Array.isArray(wanted)) {
    return Array.isArray(live) && wanted.length === live.length && wanted.every((each, i) => isSubset(each, live[i]));
  }
  return Object.entries(wanted).every(([key, value]) => isSubset(value, (live as Record<string, unknown>)[key]));
}
