/** What a process has said so far, on both of its streams. */
export class OutputCollector {
  #text = "";
  readonly finished: Promise<void>;

  constructor(streams: readonly ReadableStream<Uint8Array<ArrayBuffer>>[]) {
    this.finished = Promise.all(streams.map((each) => this.#drain(each))).then(() => {});
  }

  get text(): string {
    return this.#text;
  }

  /** The last `lines` lines, for the message of a failure. */
  tail(lines = 40): string {
    return this.#text.trimEnd().split("\n").slice(-lines).join("\n");
  }

  async #drain(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    try {
      for await (const chunk of stream.pipeThrough(new TextDecoderStream())) this.#text += chunk;
    } catch {
      // The process was killed in the middle of a word: what it said until then is what there is.
    }
  }
}
