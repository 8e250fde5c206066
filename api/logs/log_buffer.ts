import type { ContainerCursor, LogCursor } from "./log_cursor.ts";

/** One line of a container's log, ready to be shown. */
export interface LogLine {
  /** RFC 3339 with nanoseconds. */
  at: string;
  container: string;
  text: string;
  isTruncated: boolean;
}

interface Held {
  line: LogLine;
  bytes: number;
  cursor: ContainerCursor;
}

/** What a frame takes. */
export interface TakenLines {
  lines: LogLine[];
  /** How far each container's log is read with these lines. */
  cursor: LogCursor;
  skippedBytes: number;
}

/** Lines that wait for a reader; the oldest are skipped when too many wait. No I/O in here. */
export class LogBuffer {
  #held: Held[] = [];
  #bytes = 0;
  #skippedBytes = 0;
  #cursor: Record<string, ContainerCursor>;
  readonly #maxBytes: number;

  constructor(cursor: LogCursor = {}, maxBytes = 1024 * 1024) {
    this.#cursor = { ...cursor };
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Whether another line would push one out. */
  get isFull(): boolean {
    return this.#bytes >= this.#maxBytes;
  }

  add(line: LogLine, cursor: ContainerCursor): void {
    const bytes = line.text.length + 60;
    this.#held.push({ line, bytes, cursor });
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes && this.#held.length > 1) this.#skip(this.#held.shift()!);
  }

  /** At most `maxLines` lines and about `maxBytes` bytes, oldest first. */
  take(maxLines = 1_000, maxBytes = 256 * 1024): TakenLines {
    const lines: LogLine[] = [];
    let bytes = 0;
    while (this.#held.length > lines.length && lines.length < maxLines && bytes < maxBytes) {
      const { line, bytes: more, cursor } = this.#held[lines.length];
      lines.push(line);
      bytes += more;
      this.#cursor[line.container] = cursor;
    }
    this.#held.splice(0, lines.length);
    this.#bytes -= bytes;
    const skippedBytes = this.#skippedBytes;
    this.#skippedBytes = 0;
    return { lines, cursor: { ...this.#cursor }, skippedBytes };
  }

  #skip({ bytes, line, cursor }: Held): void {
    this.#bytes -= bytes;
    this.#skippedBytes += line.text.length;
    this.#cursor[line.container] = cursor;
  }
}
