import type { Explanation, IdleReport, Notebook, RunState, StopRecord, VolumeState } from "./documents/mod.ts";

/** Any state that anything of ours can be in. */
export type ItemState = RunState | VolumeState;

/** What all nouns have in common: enough for a row of a list and the head of the details. */
export interface Item {
  id: string;
  namespace: string;
  name: string;
  createdAt: string;
  state: ItemState;
  explanation: Explanation;
  /** Whether it is idle; null or absent where nobody looks. */
  idle?: IdleReport | null;
}

/** Something with a server in it, which can be opened, stopped and started. */
export interface Runnable extends Item {
  state: RunState;
  url: string | null;
  idle: IdleReport | null;
  lastStop: StopRecord | null;
  /** Those that have logs, first the one that is meant where none is named. */
  containers: readonly string[];
  viewerCan: Pick<Notebook["viewerCan"], "connect" | "stop" | "delete" | "readLogs" | "readEvents">;
}

/** Whether the viewer may do something, and if not why. */
export type Permission = Notebook["viewerCan"]["connect"];
