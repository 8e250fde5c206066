import { CHANNELS, readExecStatus } from "./exec_channels.ts";

/** How a command ended, and what it printed. */
export interface ExecOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** What an exec has said so far, message by message, up to a number of bytes. */
export class ExecOutput {
  readonly #maxBytes: number;
  readonly #printed: Record<number, Uint8Array[]> = { [CHANNELS.stdout]: [], [CHANNELS.stderr]: [] };
  #size = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes a message; answers the outcome with the last. Throws where it is too much, or the command could not be run. */
  take(message: Uint8Array): ExecOutcome | undefined {
    const [channel, bytes] = [message[0], message.subarray(1)];
    if (channel === CHANNELS.status) {
      const exitCode = readExecStatus(new TextDecoder().decode(bytes));
      return { exitCode, stdout: this.#text(CHANNELS.stdout), stderr: this.#text(CHANNELS.stderr) };
    }
    this.#size += bytes.length;
    if (this.#size > this.#maxBytes) {
      throw new Error(`Cannot read the command's output: it is over ${this.#maxBytes} bytes`);
    }
    this.#printed[channel]?.push(bytes);
  }

  #text(channel: number): string {
    const decoder = new TextDecoder();
    return this.#printed[channel].map((each) => decoder.decode(each, { stream: true })).join("") + decoder.decode();
  }
}
