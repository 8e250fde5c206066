import type { IdleReport, ItemState } from "../data/mod.ts";
import type { ShownState } from "../parts/mod.ts";

type Stated<State extends ItemState> = { state: State; idle?: Pick<IdleReport, "verdict"> | null };

/** The state as it is shown: that it is about to be stopped for being idle comes before that it runs. */
export function shownState<State extends ItemState>({ state, idle }: Stated<State>): State | "STOPS_SOON" {
  const isRunningOut = idle?.verdict === "WARN" || idle?.verdict === "CULL";
  return state === "RUNNING" && isRunningOut ? "STOPS_SOON" : state;
}

// Every state of an item can be shown.
shownState satisfies (item: Stated<ItemState>) => ShownState;
