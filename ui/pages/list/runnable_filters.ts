import type { RunState } from "../../data/mod.ts";
import type { Filters } from "../noun_list.ts";

const STATES = {
  running: ["RUNNING"],
  starting: ["STARTING", "RESTARTING"],
  attention: ["WAITING", "UNHEALTHY", "FAILED", "UNKNOWN"],
  stopped: ["STOPPED", "STOPPING"],
} satisfies Record<string, readonly RunState[]>;

const isIn = (name: keyof typeof STATES) => ({ state }: { state: RunState }) =>
  (STATES[name] as readonly RunState[]).includes(state);

/** The filters of everything with a server in it; what is being deleted is only among all. */
export const RUNNABLE_FILTERS: Filters<{ state: RunState }> = {
  all: () => true,
  running: isIn("running"),
  starting: isIn("starting"),
  attention: isIn("attention"),
  stopped: isIn("stopped"),
};

/** Whether somebody has to do something about it. */
export const needsAttention: (item: { state: RunState }) => boolean = isIn("attention");
