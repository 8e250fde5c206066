import { assertEquals } from "@std/assert";
import { ContainerLog } from "./container_log.ts";

/** A log of one line a second until 10 s after its begin, which may go on. */
async function withLog(test: (log: ContainerLog, write: (text: string) => void) => Promise<void>): Promise<void> {
  const directory = await Deno.makeTempDir();
  let seconds = 0;
  const log = new ContainerLog(`${directory}/0.log`, () => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)));
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  const writer = writable.getWriter();
  const write = (text: string) => writer.write(new TextEncoder().encode(text));
  const recorded = log.record([readable]);
  try {
    for (seconds = 1; seconds <= 9; seconds++) {
      await write(`line ${seconds}\n`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await test(log, write);
  } finally {
    await writer.close();
    await recorded;
    await Deno.remove(directory, { recursive: true });
  }
}

const read = (log: ContainerLog, query: Parameters<ContainerLog["read"]>[0]) =>
  new Response(log.read(query, AbortSignal.timeout(5_000)) as ReadableStream<Uint8Array<ArrayBuffer>>).text();

Deno.test("a log is read from a time on, or for as long as until now", async () => {
  await withLog(async (log) => {
    assertEquals(await read(log, { sinceTime: "2026-01-01T00:00:08Z" }), "line 8\nline 9\n");
    assertEquals(await read(log, { sinceSeconds: 3 }), "line 7\nline 8\nline 9\n");
    assertEquals(await read(log, { sinceSeconds: 3, tailLines: 1 }), "line 9\n");
  });
});

Deno.test("a log is cut after so many bytes, and then ends also for who follows it", async () => {
  await withLog(async (log, write) => {
    assertEquals(await read(log, { limitBytes: 9 }), "line 1\nli");
    const following = read(log, { limitBytes: 10, tailLines: 1, follow: true });
    write("and more\nand yet more\n");
    assertEquals(await following, "line 9\nand");
  });
});
