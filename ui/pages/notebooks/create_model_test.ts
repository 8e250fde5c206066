import { assertEquals } from "@std/assert";
import { createRoot } from "solid-js";
import { createManualClock } from "../../clock/manual_clock.ts";
import type { CreateNotebookInput, CreateOutcome, NotebookForm } from "../../data/mod.ts";
import { createCreateModel } from "./create_model.ts";

const fine: CreateOutcome = { isDone: true, wasReplayed: false, errors: [], fault: null };
const lost = { ...fine, isDone: false, fault: { kind: "away" } } as unknown as CreateOutcome;
const form = { namespace: "demo", images: [] } as unknown as NotebookForm;
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

/** A form whose server answers by `answer`. */
function createOpened(answer: (input: CreateNotebookInput) => CreateOutcome) {
  const clock = createManualClock();
  const sent: CreateNotebookInput[] = [];
  let found = 0;
  const create = (input: CreateNotebookInput) => {
    sent.push(input);
    return Promise.resolve(answer(input));
  };
  const model = createRoot(() => createCreateModel("demo", () => form, { create }, clock, () => found++));
  return { model, clock, sent, found: () => found };
}

Deno.test("a launch whose answer was lost is found by the next check, and is no namesake in the way", async () => {
  const { model, clock, sent, found } = createOpened(({ dryRun }) => dryRun ? { ...fine, wasReplayed: true } : lost);
  assertEquals(await model.launch(), false);
  assertEquals(model.problems().length, 1);
  clock.pass(2_000);
  await settle();
  assertEquals([found(), sent.at(-1)?.dryRun, sent.at(-1)?.clientToken === sent[0].clientToken], [1, true, true]);
});

Deno.test("a form with gaps asks nobody, forgets what was said before, and tells its gaps at a launch", async () => {
  const { model, clock, sent } = createOpened(() => fine);
  model.change({ name: "", cpu: " " });
  clock.pass(2_000);
  await settle();
  assertEquals([sent.length, model.problems().length], [0, 0]);
  assertEquals(await model.launch(), false);
  assertEquals([sent.length, model.problems().map((each) => each.field)], [0, ["name", "cpu"]]);
});
