import { Kernel } from "../e2e/kernel.ts";
import { sleep } from "../e2e/wait_for.ts";

/** A kernel that executes a cell every half second over one WebSocket, which is never opened again. */
export class BeatingKernel {
  /** How many cells were executed. */
  beats = 0;
  readonly #kernel: Kernel;
  readonly #over = new AbortController();
  readonly #beating: Promise<void>;

  private constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#beating = this.#beat();
    // At once, so that it can be told beside what was killed then.
    this.#beating.catch((error) => console.log(`${new Date().toISOString()} the kernel: ${error.message}`));
  }

  static async start(toolUrl: string): Promise<BeatingKernel> {
    return new BeatingKernel(await Kernel.start(toolUrl));
  }

  /** Ends it; rejects where a cell was not answered or the WebSocket closed. */
  async stop(): Promise<void> {
    this.#over.abort();
    await this.#beating;
    await this.#kernel.close();
  }

  async #beat(): Promise<void> {
    while (!this.#over.signal.aborted) {
      const printed = await this.#kernel.run(`print(${this.beats} + 1)`, 20_000);
      if (printed !== String(this.beats + 1)) throw new Error(`Cannot trust the kernel: it printed ${printed}`);
      this.beats++;
      await sleep(500);
    }
  }
}
