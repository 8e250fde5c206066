import type { RemovalCause, Removed, ResetReason } from "./frame.ts";

/** How much one frame may hold, and how much may wait for a client that does not read. */
export interface DeltaLimits {
  maxObjects: number;
  /** Estimated, by `weigh`. */
  maxBytes: number;
  /** Changes that may wait beside a snapshot; beyond that they are dropped and the client gets a new snapshot. */
  maxWaiting: number;
}

export const DEFAULT_DELTA_LIMITS: DeltaLimits = { maxObjects: 500, maxBytes: 256 * 1024, maxWaiting: 10_000 };

/** What `take` gives: the part of a frame that changes with the objects. */
export interface Taken<T> {
  reset?: ResetReason;
  upserted: T[];
  removed: Removed[];
  inSync: boolean;
}

type Waiting<T> = { kind: "upsert"; object: T } | { kind: "remove"; cause: RemovalCause };

/**
 * What one client has still to be told, the latest state per object alone: a client that reads slowly gets fewer
 * frames, not older ones. No I/O and no time in here.
 */
export class DeltaBuffer<T> {
  readonly #weigh: (object: T) => number;
  readonly #limits: DeltaLimits;
  /** Ids that the client holds since the last reset. */
  #known = new Set<string>();
  #waiting = new Map<string, Waiting<T>>();
  #reset: ResetReason | undefined;
  #snapshotSize = 0;

  constructor(weigh: (object: T) => number, limits: DeltaLimits = DEFAULT_DELTA_LIMITS) {
    this.#weigh = weigh;
    this.#limits = limits;
  }

  /** Whether the client has something to be told. */
  get isDirty(): boolean {
    return this.#reset !== undefined || this.#waiting.size > 0;
  }

  /** Whether more waits than may; the owner begins again with SLOW_CONSUMER. */
  get isOverfull(): boolean {
    return this.#waiting.size > this.#limits.maxWaiting + this.#snapshotSize;
  }

  /** Forgets everything and begins a snapshot. */
  begin(reason: ResetReason, snapshot: Iterable<[id: string, object: T]>): void {
    this.#reset = reason;
    this.#known = new Set();
    this.#waiting = new Map();
    for (const [id, object] of snapshot) this.#waiting.set(id, { kind: "upsert", object });
    this.#snapshotSize = this.#waiting.size;
  }

  upsert(id: string, object: T): void {
    this.#waiting.set(id, { kind: "upsert", object });
  }

  /** An id that the client never saw is only struck off. */
  remove(id: string, cause: RemovalCause): void {
    if (this.#known.has(id)) this.#waiting.set(id, { kind: "remove", cause });
    else this.#waiting.delete(id);
  }

  /** Takes the next frame's worth, oldest first, at least one object; `inSync` when nothing is left. */
  take(): Taken<T> {
    const taken: Taken<T> = { upserted: [], removed: [], inSync: false };
    if (this.#reset) taken.reset = this.#reset;
    this.#reset = undefined;
    let bytes = 0;
    for (const [id, each] of this.#waiting) {
      const count = taken.upserted.length + taken.removed.length;
      bytes += each.kind === "upsert" ? this.#weigh(each.object) : 200;
      if (count >= this.#limits.maxObjects || (count > 0 && bytes > this.#limits.maxBytes)) break;
      this.#waiting.delete(id);
      this.#tell(taken, id, each);
    }
    taken.inSync = this.#waiting.size === 0;
    if (taken.inSync) this.#snapshotSize = 0;
    return taken;
  }

  #tell(taken: Taken<T>, id: string, waiting: Waiting<T>): void {
    if (waiting.kind === "upsert") {
      this.#known.add(id);
      taken.upserted.push(waiting.object);
    } else {
      this.#known.delete(id);
      taken.removed.push({ id, cause: waiting.cause });
    }
  }
}
