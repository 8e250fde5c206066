import { MAX_LINE_BYTES } from "./log_text.ts";

/** One line of bytes, decoded. */
export interface RawLine {
  text: string;
  isTruncated: boolean;
  /** Length before it was cut. */
  bytes: number;
}

/** The timestamp before each line, which does not count. */
const TIMESTAMP_BYTES = 40;

/** Cuts a stream of bytes into lines, none longer than 16 KiB, holding no more than one line's worth. */
export class LineSplitter {
  #parts: Uint8Array[] = [];
  #held = 0;
  #bytes = 0;

  /** The lines that `chunk` completes. */
  *push(chunk: Uint8Array): Iterable<RawLine> {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.#add(chunk.subarray(start, end));
      yield this.#flush();
      start = end + 1;
    }
    this.#add(chunk.subarray(start));
  }

  /** The last line, where the stream ended without a newline. */
  end(): RawLine | undefined {
    return this.#bytes > 0 ? this.#flush() : undefined;
  }

  #add(part: Uint8Array): void {
    this.#bytes += part.length;
    const room = MAX_LINE_BYTES + TIMESTAMP_BYTES - this.#held;
    if (room <= 0 || part.length === 0) return;
    // A copy: the view would keep the whole chunk alive.
    this.#parts.push(part.slice(0, room));
    this.#held += Math.min(part.length, room);
  }

  #flush(): RawLine {
    const all = new Uint8Array(this.#held);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    const line = { text: new TextDecoder().decode(all), isTruncated: this.#bytes > this.#held, bytes: this.#bytes };
    this.#parts = [];
    this.#held = 0;
    this.#bytes = 0;
    return line;
  }
}
