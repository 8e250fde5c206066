/** Newest first; of those with the same instant, the one that came last is the newest. */
export function newestFirst<Item extends { lastAt: string }>(events: readonly Item[]): Item[] {
  return [...events].reverse().sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}
