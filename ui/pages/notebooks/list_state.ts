import type { Notebook, RunState } from "../../data/mod.ts";

/** What the state filter can be set to. */
export const STATE_FILTERS = ["all", "running", "starting", "attention", "stopped"] as const;
/** One setting of the state filter. */
export type StateFilter = (typeof STATE_FILTERS)[number];

/** What the address of the list says about what is shown. */
export interface ListState {
  search: string;
  filter: StateFilter;
}

const STATES: Record<Exclude<StateFilter, "all">, readonly RunState[]> = {
  running: ["RUNNING"],
  starting: ["STARTING", "RESTARTING"],
  attention: ["WAITING", "UNHEALTHY", "FAILED", "UNKNOWN"],
  stopped: ["STOPPED", "STOPPING"],
};

/** Reads the address; what it does not know counts as not set. */
export function parseListState(params: { q?: string; state?: string }): ListState {
  const filter = STATE_FILTERS.find((each) => each === params.state);
  return { search: params.q ?? "", filter: filter ?? "all" };
}

/** What to write into the address; undefined leaves a parameter out. */
export function toParams(state: ListState): { q: string | undefined; state: string | undefined } {
  return { q: state.search || undefined, state: state.filter === "all" ? undefined : state.filter };
}

/** Whether a state belongs to a filter. */
export function isInFilter(state: RunState, filter: StateFilter): boolean {
  return filter === "all" || STATES[filter].includes(state);
}

/** Whether somebody has to do something about it. */
export function needsAttention(state: RunState): boolean {
  return STATES.attention.includes(state);
}

type Searched = Pick<Notebook, "name" | "image" | "volumes">;

/** Whether a notebook is found by what was typed: in its name, image or volumes. */
export function isFound(notebook: Searched, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return true;
  const texts = [notebook.name, notebook.image.reference, notebook.image.displayName];
  return [...texts, ...notebook.volumes.map((each) => each.claim)].some((text) => text.toLowerCase().includes(wanted));
}

/** How many notebooks each filter would show. */
export function countByFilter(notebooks: readonly Pick<Notebook, "state">[]): Record<StateFilter, number> {
  const count = (filter: StateFilter) => notebooks.filter(({ state }) => isInFilter(state, filter)).length;
  return Object.fromEntries(STATE_FILTERS.map((filter) => [filter, count(filter)])) as Record<StateFilter, number>;
}
