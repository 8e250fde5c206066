import { assertEquals, assertRejects } from "@std/assert";
import { decodeLines } from "./line_decoder.ts";

const LINES = ["first", '{"name":"Grüße 🚀"}', "last"];

Deno.test("decodeLines() gives whole lines however the bytes were cut", async () => {
  const bytes = new TextEncoder().encode(LINES.join("\n") + "\n");
  for (let size = 1; size <= bytes.length; size++) {
    assertEquals(await Array.fromAsync(decodeLines(cut(bytes, size))), LINES, `cut by ${size}`);
  }
});

Deno.test("decodeLines() gives the last line without a newline, and no empty ones", async () => {
  const bytes = new TextEncoder().encode("a\n\n\r\nb");
  assertEquals(await Array.fromAsync(decodeLines(cut(bytes, 2))), ["a", "b"]);
});

Deno.test("decodeLines() cancels the stream when its reader stops", async () => {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode("line\n")),
    cancel: () => void (isCancelled = true),
  });
  for await (const _ of decodeLines(stream)) break;
  assertEquals(isCancelled, true);
});

Deno.test("decodeLines() throws what breaks the stream, after the lines before it", async () => {
  let pulls = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (pulls++ > 0) throw new TypeError("connection reset");
      controller.enqueue(new TextEncoder().encode("a\nhalf"));
    },
  });
  const seen: string[] = [];
  await assertRejects(
    async () => {
      for await (const line of decodeLines(stream)) seen.push(line);
    },
    TypeError,
    "connection reset",
  );
  assertEquals(seen, ["a"]);
});

Deno.test("decodeLines() refuses a line that does not end", async () => {
  const chunk = new TextEncoder().encode("x".repeat(8 * 1024 * 1024));
  const stream = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) });
  await assertRejects(() => Array.fromAsync(decodeLines(stream)), Error, "does not end");
});

function cut(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  const parts = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.slice(at, at + size));
  return ReadableStream.from(parts);
}
