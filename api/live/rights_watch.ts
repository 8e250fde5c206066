import type { AccessCache, Store } from "../../kube/mod.ts";
import type { Clock } from "../../platform/clock.ts";

/** Tells open streams when rights may have changed. */
export interface RightsWatch {
  /** Calls `listener` each time; by then the cache of reviews is empty. Gives back how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface RightsWatchOptions {
  cache: AccessCache;
  clock: Clock;
  /** Stores of roles and bindings; empty: rights may come from anywhere and are reviewed by time alone. */
  rbac: readonly Store[];
  /** How often streams are re-reviewed by time, in milliseconds; 5,000. */
  everyMs?: number;
  /** How long a burst of changes is gathered, in milliseconds; 100. */
  debounceMs?: number;
  /**
   * When they are reviewed once more after a change, in milliseconds; 2,000. The apiserver's authoriser has a watch of
   * its own, and may answer from before the change that ours has already seen.
   */
  settleMs?: number;
}

/**
 * Starts watching; ends with the signal. While all RBAC watches are healthy only their changes count, so that a quiet
 * cluster is asked nothing; else every open stream is re-reviewed every `everyMs`.
 */
export function startRightsWatch(options: RightsWatchOptions, signal: AbortSignal): RightsWatch {
  const { cache, clock, rbac, everyMs = 5_000, debounceMs = 100, settleMs = 2_000 } = options;
  const listeners = new Set<() => void>();
  const tell = () => {
    cache.clear();
    for (const listener of [...listeners]) listener();
  };
  let isPending = false;
  const tellInABit = async () => {
    if (isPending) return;
    isPending = true;
    await clock.sleep(debounceMs, signal);
    isPending = false;
    tell();
    await clock.sleep(settleMs, signal);
    tell();
  };
  const tellSoon = () => {
    // At once for new requests, a little later for open streams: a role and its binding often change together.
    cache.clear();
    tellInABit().catch(() => {});
  };
  for (const store of rbac) {
    // The first list is no change; whoever has a stream open before it is reviewed once more, for what it brought.
    store.ready(signal).then(() => {
      const stop = store.subscribe(tellSoon, tellSoon);
      signal.addEventListener("abort", stop, { once: true });
      if (listeners.size > 0) tellSoon();
    }, () => {});
  }
  const isCovered = () => rbac.length > 0 && rbac.every((store) => store.isReady && !store.staleSince);
  void tellPeriodically(() => listeners.size > 0 && !isCovered(), tell, { clock, everyMs }, signal);
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function tellPeriodically(
  isNeeded: () => boolean,
  tell: () => void,
  { clock, everyMs }: { clock: Clock; everyMs: number },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(everyMs, signal).catch(() => {});
    if (!signal.aborted && isNeeded()) tell();
  }
}
