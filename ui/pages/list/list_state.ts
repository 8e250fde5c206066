/** What the address of a list says about what is shown. */
export interface ListState {
  search: string;
  /** The name of a filter. */
  filter: string;
}

/** Reads the address; what it does not know counts as not set, which is the first of the filters. */
export function parseListState(params: { q?: string; state?: string }, filters: readonly string[]): ListState {
  const filter = filters.find((each) => each === params.state);
  return { search: params.q ?? "", filter: filter ?? filters[0]! };
}

/** What to write into the address; undefined leaves a parameter out. */
export function toParams(
  { search, filter }: ListState,
  filters: readonly string[],
): { q: string | undefined; state: string | undefined } {
  return { q: search || undefined, state: filter === filters[0] ? undefined : filter };
}

/** Whether something is found by what was typed. */
export function isFound(texts: readonly string[], search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return !wanted || texts.some((text) => text.toLowerCase().includes(wanted));
}

/** How many of the items each filter would show. */
export function countByFilter<Of>(
  items: readonly Of[],
  filters: Readonly<Record<string, (item: Of) => boolean>>,
): Record<string, number> {
  return Object.fromEntries(Object.entries(filters).map(([name, has]) => [name, items.filter(has).length]));
}
