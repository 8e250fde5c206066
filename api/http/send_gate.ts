import type { Clock } from "../../platform/clock.ts";

/** What is used of a WebSocket; tests give their own. */
export interface Socket {
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export interface SendGateOptions {
  clock: Clock;
  /** Bytes that may wait in the socket before senders wait, too; 1 MiB. */
  highWater?: number;
  /** How long a client may not read at all, in milliseconds; 30,000. */
  hopelessMs?: number;
  /** Called once when the client is given up. */
  onHopeless(): void;
}

const OPEN = 1;
/** How often a full socket is looked at, in milliseconds: Deno tells nobody when it drains. */
const LOOK_MS = 50;

/**
 * Sends only while the socket has room, so that what waits is bounded: whoever sends waits meanwhile, and gathers only
 * the latest state. A client that has not read for too long is given up.
 */
export class SendGate {
  readonly #socket: Socket;
  readonly #options: Required<Omit<SendGateOptions, "clock">> & { clock: Clock };
  #draining: Promise<void> | undefined;
  #isGivenUp = false;

  constructor(socket: Socket, options: SendGateOptions) {
    this.#socket = socket;
    this.#options = { highWater: 1024 * 1024, hopelessMs: 30_000, ...options };
  }

  /** Resolves when the text is handed to the socket, or dropped because the socket is closed. */
  async send(text: string): Promise<void> {
    while (this.#isOpen && this.#socket.bufferedAmount > this.#options.highWater) {
      this.#draining ??= this.#drain().finally(() => this.#draining = undefined);
      await this.#draining;
    }
    if (this.#isOpen) this.#socket.send(text);
  }

  get #isOpen(): boolean {
    return !this.#isGivenUp && this.#socket.readyState === OPEN;
  }

  async #drain(): Promise<void> {
    const { clock, highWater, hopelessMs, onHopeless } = this.#options;
    let least = this.#socket.bufferedAmount;
    for (let waitedMs = 0; this.#isOpen && this.#socket.bufferedAmount > highWater / 2; waitedMs += LOOK_MS) {
      await clock.sleep(LOOK_MS);
      if (this.#socket.bufferedAmount < least) {
        least = this.#socket.bufferedAmount;
        waitedMs = 0;
      }
      if (waitedMs < hopelessMs) continue;
      this.#isGivenUp = true;
      onHopeless();
    }
  }
}
