/** Counts what is under way, so that a server that stops can wait for it. */
export class InFlight {
  #count = 0;
  #idle = Promise.withResolvers<void>();

  constructor() {
    this.#idle.resolve();
  }

  /** Runs `work`; until it settles, `idle()` waits. */
  async track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#count++ === 0) this.#idle = Promise.withResolvers();
    try {
      return await work();
    } finally {
      if (--this.#count === 0) this.#idle.resolve();
    }
  }

  /** Resolves as soon as nothing is under way. */
  idle(): Promise<void> {
    return this.#idle.promise;
  }
}
