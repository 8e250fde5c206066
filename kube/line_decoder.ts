/** Longest line that is put together: far above the largest object that etcd holds. */
const MAX_LINE_CHARACTERS = 32 * 1024 * 1024;

/**
 * The non-empty lines of a byte stream, whole, however the bytes were cut. Cancels the stream when the reader stops, and
 * throws what breaks it.
 */
export async function* decodeLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest: string[] = [];
  let restLength = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const lines = (done ? decoder.decode() : decoder.decode(value, { stream: true })).split("\n");
      const last = lines.pop()!;
      for (const line of lines) {
        const whole = rest.length > 0 ? rest.join("") + line : line;
        rest = [];
        restLength = 0;
        if (whole.trim() !== "") yield whole;
      }
      if (last !== "") rest.push(last);
      restLength += last.length;
      if (restLength > MAX_LINE_CHARACTERS) throw new Error("Cannot read a line: it does not end.");
      if (done) break;
    }
    if (restLength > 0) yield rest.join("");
  } finally {
    // Resolves even where the stream already broke; what broke it was thrown above.
    await reader.cancel().catch(() => {});
  }
}
