import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { Storage } from "./storage.ts";
import { type WatchOptions, watchStream } from "./watch_stream.ts";

const object = (name: string) => ({ metadata: { name } });
const options = (storage: Storage, more: Partial<WatchOptions> = {}): WatchOptions => ({
  ...{ resource: "things", namespace: "", isWanted: () => true, initial: [], from: storage.resourceVersion },
  ...{ bookmarks: "periodic", endsInitial: false, timeoutMs: 3_600_000 },
  render: (each) => JSON.stringify(each.metadata.name),
  renderBookmark: (metadata) => metadata,
  ...more,
});

async function nextFrames(reader: ReadableStreamDefaultReader<Uint8Array>) {
  const { value, done } = await reader.read();
  return done ? "end" : new TextDecoder().decode(value).trim().split("\n").map((line) => JSON.parse(line));
}

Deno.test("a quiet watch gets a bookmark each minute, also for what is not its own", async () => {
  const storage = new Storage();
  const clock = new FakeClock();
  const reader = watchStream(storage, clock, options(storage)).getReader();
  const first = nextFrames(reader);
  storage.put("others", object("x"));
  await clock.advance(0);
  await clock.advance(61_000);
  const [frame] = await first as { type: string; object: { resourceVersion: string } }[];
  assertEquals([frame.type, frame.object.resourceVersion], ["BOOKMARK", String(storage.resourceVersion)]);
  await reader.cancel();
});

Deno.test("a reader that falls behind what is remembered gets one ERROR of 410 and the end", async () => {
  const storage = new Storage();
  const reader = watchStream(storage, new FakeClock(), options(storage)).getReader();
  for (let i = 0; i < 20_001; i++) storage.put("things", object(`o${i % 10}`));
  const [frame] = await nextFrames(reader) as { type: string; object: { code: number } }[];
  assertEquals([frame.type, frame.object.code], ["ERROR", 410]);
  assertEquals(await nextFrames(reader), "end");
});

Deno.test("a watch ends when the storage closes", async () => {
  const storage = new Storage();
  const reader = watchStream(storage, new FakeClock(), options(storage)).getReader();
  const end = nextFrames(reader);
  await new Promise((resolve) => setTimeout(resolve, 0));
  storage.close();
  assertEquals(await end, "end");
});

Deno.test("a watch ends at its timeout, and leaves no sleeper behind when its reader goes", async () => {
  const storage = new Storage();
  const clock = new FakeClock();
  const reader = watchStream(storage, clock, options(storage, { timeoutMs: 5000 })).getReader();
  const last = nextFrames(reader) as Promise<{ type: string }[]>;
  await clock.advance(0);
  await clock.advance(3001);
  assertEquals((await last).map((frame) => frame.type), ["BOOKMARK"], "where to go on, 2 s before the end");
  const end = nextFrames(reader);
  await clock.advance(2000);
  assertEquals(await end, "end");
  const other = watchStream(storage, clock, options(storage)).getReader();
  const pending = other.read();
  await clock.advance(1);
  await other.cancel();
  await pending;
  assertEquals(clock.sleeping, 0);
});
