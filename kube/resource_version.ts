/**
 * Negative, zero or positive, as `a` is older than, the same as or newer than `b`: versions of one kind in one cluster
 * are integers of any length. Empty is older than all.
 */
export function compareResourceVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
