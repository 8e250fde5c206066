import { assertEquals, assertRejects } from "@std/assert";
import { runInStages, type StartPart } from "./stages.ts";

function rig() {
  const story: string[] = [];
  const part = (name: string): StartPart => (signal) => {
    story.push(`${name} runs`);
    const { promise: finished, resolve } = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => queueMicrotask(() => (story.push(`${name} ended`), resolve())));
    return Promise.resolve({ url: "", finished });
  };
  return { story, part };
}

Deno.test("runInStages() starts in order and stops in reverse, each after the later ones have ended", async () => {
  const { story, part } = rig();
  const stop = new AbortController();
  await runInStages([[part("ground")], [part("left"), part("right")]], stop.signal, () => stop.abort());
  assertEquals(story, ["ground runs", "left runs", "right runs", "left ended", "right ended", "ground ended"]);
});

Deno.test("runInStages() ends what runs when a later part cannot start, and says why", async () => {
  const { story, part } = rig();
  const broken: StartPart = () => Promise.reject(new Error("the port is taken"));
  const run = () => runInStages([[part("ground")], [part("left"), broken]], new AbortController().signal);
  await assertRejects(run, Error, "the port is taken");
  assertEquals(story.slice(2), ["left ended", "ground ended"]);
});

Deno.test("runInStages() gives up a start that hangs when it is stopped", async () => {
  const { story, part } = rig();
  const stop = new AbortController();
  const hangs: StartPart = (signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const running = runInStages([[part("ground")], [hangs]], stop.signal);
  setTimeout(() => stop.abort(new Error("asked to stop")), 0);
  await running;
  assertEquals(story, ["ground runs", "ground ended"]);
});

Deno.test("runInStages() stops everything and rejects when a part breaks", async () => {
  const { story, part } = rig();
  const breaks: StartPart = () =>
    Promise.resolve({ url: "", finished: new Promise((_, reject) => setTimeout(() => reject(new Error("broke")), 0)) });
  await assertRejects(() => runInStages([[part("ground")], [breaks]], new AbortController().signal), Error, "broke");
  assertEquals(story, ["ground runs", "ground ended"]);
});
