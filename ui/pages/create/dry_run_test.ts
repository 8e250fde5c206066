import { assertEquals } from "@std/assert";
import { createRoot, createSignal } from "solid-js";
import { createManualClock } from "../../clock/manual_clock.ts";
import { createDryRun } from "./dry_run.ts";

const input = (name: string) => ({ name });
const fine = { isDone: true };
const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)));

/** A form whose checks are answered by hand. */
function createChecked() {
  const clock = createManualClock();
  const [current, setCurrent] = createSignal<{ name: string } | null>(input("a"));
  const asked: string[] = [];
  const answers: ((outcome: typeof fine) => void)[] = [];
  let judged = 0;
  const dispose = createRoot((dispose) => {
    const ask = (wanted: { name: string }) => {
      asked.push(wanted.name);
      return new Promise<typeof fine>((resolve) => answers.push(resolve));
    };
    createDryRun(current, ask, () => judged++, clock);
    return dispose;
  });
  return { clock, setCurrent, asked, answers, judged: () => judged, dispose };
}

Deno.test("the server is asked once typing has been quiet for 400 ms", () => {
  const { clock, setCurrent, asked } = createChecked();
  clock.pass(300);
  setCurrent(input("ab"));
  clock.pass(399);
  assertEquals(asked, []);
  clock.pass(1);
  assertEquals(asked, ["ab"]);
});

Deno.test("one question is in flight, and the newest wins", async () => {
  const { clock, setCurrent, asked, answers, judged } = createChecked();
  clock.pass(400);
  setCurrent(input("ab"));
  clock.pass(400);
  setCurrent(input("abc"));
  clock.pass(400);
  assertEquals(asked, ["a"]);
  answers[0]!(fine);
  await settle();
  clock.pass(600);
  assertEquals([asked, judged()], [["a", "abc"], 0]);
  answers[1]!(fine);
  await settle();
  assertEquals(judged(), 1);
});

Deno.test("a form that is left is not asked about", () => {
  const { clock, asked, dispose } = createChecked();
  dispose();
  clock.pass(5_000);
  assertEquals(asked, []);
});
