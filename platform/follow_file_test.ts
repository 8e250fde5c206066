import { assertEquals } from "@std/assert";
import { FakeClock } from "./fake_clock.ts";
import { followFile } from "./follow_file.ts";

const EVERY_MS = 10_000;

/** A file of a number, followed; `write(undefined)` takes it away. */
async function follow(text: string, prove: (world: Awaited<ReturnType<typeof begin>>) => Promise<void>) {
  const dir = await Deno.makeTempDir();
  const over = new AbortController();
  try {
    await prove(await begin(`${dir}/number`, text, over.signal));
  } finally {
    over.abort();
    await Deno.remove(dir, { recursive: true });
  }
}

async function begin(path: string, text: string, signal: AbortSignal) {
  const clock = new FakeClock();
  const [values, refusals]: [number[], string[]] = [[], []];
  const parse = (text: string) => {
    if (!/^\d+$/.test(text)) throw new Error(`"${text}" is no number`);
    return Number(text);
  };
  const write = async (text: string | undefined) =>
    await (text === undefined ? Deno.remove(path) : Deno.writeTextFile(path, text));
  await write(text);
  const followed = await followFile(path, {
    ...{ parse, clock, everyMs: EVERY_MS },
    onValue: (value) => void values.push(value),
    onRefusal: (error) => void refusals.push((error as Error).message.replace(/ \(.*/, "")),
  }, signal);
  /** Writes, and waits until it was looked at twice, since the look at once under way may have come before. */
  const put = async (text: string | undefined) => {
    await write(text);
    for (let looks = 0; looks < 2; looks++) {
      while (clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      await clock.advance(EVERY_MS);
    }
    while (clock.sleeping === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { followed, values, refusals, put };
}

Deno.test("a file that vanishes keeps what it said, and has effect again once it is back unchanged", async () => {
  await follow("1", async ({ followed, values, refusals, put }) => {
    await put(undefined);
    assertEquals([followed.current(), refusals, followed.refusal() !== undefined], [
      1,
      ["No such file or directory"],
      true,
    ]);
    await put("1");
    assertEquals([followed.current(), followed.refusal(), values], [1, undefined, [1, 1]]);
    await put("2");
    assertEquals([followed.current(), refusals.length, values], [2, 1, [1, 1, 2]]);
  });
});

Deno.test("a file that cannot be used, vanishes and comes back is refused still, and has effect once it is as before", async () => {
  await follow("1", async ({ followed, refusals, put }) => {
    await put("one");
    await put(undefined);
    await put("one");
    assertEquals([followed.current(), followed.refusal()], [1, `"one" is no number`]);
    assertEquals(refusals, [`"one" is no number`, "No such file or directory", `"one" is no number`]);
    await put("1");
    assertEquals([followed.current(), followed.refusal()], [1, undefined]);
  });
});
