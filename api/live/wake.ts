/** A latch between whoever notices something and the one that waits for it; rings before a wait are not lost. */
export class Wake {
  #isRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Resolves at the next ring, at once if it was rung since the last wait, or when the signal aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    if (!this.#isRung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener("abort", () => resolve(), { once: true });
        // The listener goes with the signal: both belong to one stream and end together.
      });
    }
    this.#wake = undefined;
    this.#isRung = false;
  }
}
