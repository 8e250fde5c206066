import type { ChildKind } from "../children/child.ts";
import type { ChildRefusal } from "../children/child_refusals.ts";
import type { Contested, Rivalry, WriteHistory } from "../children/rivalry.ts";

/** What a controller remembers of one object between two plans; nothing in it outlives the process. */
export interface ToolMemory {
  refusals: Partial<Record<ChildKind, ChildRefusal>>;
  /** Since when the apiserver forbids us to write a child, in ms since 1970; absent: it does not. */
  forbiddenSinceMs: Partial<Record<ChildKind, number>>;
  readonly history: WriteHistory;
  /** Events from before are not mirrored, in ms since 1970. */
  mirrorFromMs: number;
  /** Names of mirrors that were written. */
  readonly mirrored: Set<string>;
  /** When the status was written last, in ms since 1970. */
  statusWrittenAtMs: number;
}

/** Most names of mirrors that are remembered of one object; forgetting one costs a request. */
const MAX_MIRRORED = 200;

/** A memory of nothing. */
export function createMemory(mirrorFromMs: number): ToolMemory {
  return {
    refusals: {},
    forbiddenSinceMs: {},
    history: { written: {}, rivalries: {} },
    mirrorFromMs,
    mirrored: new Set(),
    statusWrittenAtMs: -Infinity,
  };
}

/** Remembers that a mirror was written. */
export function rememberMirror(memory: ToolMemory, name: string): void {
  if (memory.mirrored.size >= MAX_MIRRORED) memory.mirrored.clear();
  memory.mirrored.add(name);
}

/** Remembers that what is wanted was written, and whether that corrected somebody. */
export function rememberWrite(
  { history }: ToolMemory,
  what: Contested,
  { wanted, rivalry }: { wanted: string; rivalry?: Rivalry },
): void {
  history.written[what] = wanted;
  if (rivalry) history.rivalries[what] = rivalry;
  else delete history.rivalries[what];
}
