/** Promises that wait for a condition, looked at again whenever `check` is called. */
export class StoreWaiters {
  readonly #waiting = new Set<{ isMet: () => boolean; resolve: () => void }>();

  /** Resolves once `isMet`; rejects with the signal's reason when that aborts before. */
  wait(isMet: () => boolean, signal?: AbortSignal): Promise<void> {
    if (isMet()) return Promise.resolve();
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { isMet, resolve };
    const onAbort = () => {
      this.#waiting.delete(waiter);
      reject(signal!.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    waiter.resolve = () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    };
    this.#waiting.add(waiter);
    return promise;
  }

  /** Lets go of those whose condition is met by now. */
  check(): void {
    for (const waiter of this.#waiting) {
      if (!waiter.isMet()) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
