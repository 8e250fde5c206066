import type { RunState } from "../../data/mod.ts";
import type { Filters } from "../noun_list.ts";
import { shownState } from "../shown_state.ts";

const STATES = {
  running: ["RUNNING"],
  starting: ["STARTING", "RESTARTING"],
  attention: ["WAITING", "UNHEALTHY", "FAILED", "UNKNOWN"],
  stopped: ["STOPPED", "STOPPING"],
} satisfies Record<string, readonly RunState[]>;

type Stated = Parameters<typeof shownState<RunState>>[0];

const isIn = (name: keyof typeof STATES) => ({ state }: { state: RunState }) =>
  (STATES[name] as readonly RunState[]).includes(state);

/** Whether somebody has to do something about it, or it is stopped soon. */
export function needsAttention(item: Stated): boolean {
  return isIn("attention")(item) || shownState(item) === "STOPS_SOON";
}

/** The filters of everything with a server in it; what is being deleted is only among all. */
export const RUNNABLE_FILTERS: Filters<Stated> = {
  all: () => true,
  running: isIn("running"),
  starting: isIn("starting"),
  attention: needsAttention,
  stopped: isIn("stopped"),
};
