import { assertEquals } from "@std/assert";
import { createRoot } from "solid-js";
import { createManualClock } from "../../clock/manual_clock.ts";
import type { CreateOutcome } from "../../data/mod.ts";
import { createCreateModel, type Creation } from "./create_model.ts";
import { gapsOf } from "./problem.ts";

interface Draft {
  name: string;
  size: string;
}
type Sent = Draft & { clientToken: string; dryRun?: boolean };

const fine: CreateOutcome<string> = { isDone: true, wasReplayed: false, errors: [], fault: null };
const lost = { ...fine, isDone: false, fault: { kind: "away" } } as unknown as CreateOutcome<string>;
const settle = () => new Promise<void>((resolve) => setTimeout(resolve));

/** A form whose server answers by `answer`; each test has a namespace of its own, since what is typed is kept. */
function createOpened(namespace: string, answer: (input: Sent) => CreateOutcome<string>) {
  const clock = createManualClock();
  const sent: Sent[] = [];
  let found = 0;
  const creation: Creation<Draft, Draft, string> = {
    noun: "notebooks",
    newDraft: (suffix) => ({ name: `it-${suffix}`, size: "1" }),
    toInput: ({ name, size }) => ({ name, size }),
    missing: ({ name, size }) =>
      gapsOf([
        { field: "name", text: name, message: "Name?" },
        { field: "size", text: size, message: "Size?", isPossible: !size.includes("half") },
      ]),
    problems: (errors) => errors.map((message) => ({ field: null, message, nextStep: null, remedy: null })),
    create(input) {
      sent.push(input);
      return Promise.resolve(answer(input));
    },
  };
  const model = createRoot(() => createCreateModel(creation, namespace, clock, () => found++));
  return { model, clock, sent, found: () => found };
}

Deno.test("a launch whose answer was lost is found by the next check, and is no namesake in the way", async () => {
  const { model, clock, sent, found } = createOpened(
    "lost",
    ({ dryRun }) => dryRun ? { ...fine, wasReplayed: true } : lost,
  );
  assertEquals(await model.launch(), false);
  assertEquals(model.problems().length, 1);
  clock.pass(2_000);
  await settle();
  assertEquals([found(), sent.at(-1)?.dryRun, sent.at(-1)?.clientToken === sent[0].clientToken], [1, true, true]);
});

Deno.test("a form with gaps asks nobody, forgets what was said before, and tells its gaps at a launch", async () => {
  const { model, clock, sent } = createOpened("gaps", () => fine);
  model.change({ name: "", size: " " });
  clock.pass(2_000);
  await settle();
  assertEquals([sent.length, model.problems().length], [0, 0]);
  assertEquals(await model.launch(), false);
  assertEquals([sent.length, model.problems().map((each) => each.field)], [0, ["name", "size"]]);
});

Deno.test("what cannot be is told at once, without a question", async () => {
  const { model, clock, sent } = createOpened("wrong", () => fine);
  model.change({ name: "", size: "half" });
  clock.pass(2_000);
  await settle();
  assertEquals([sent.length, model.problems().map((each) => each.field)], [0, ["size"]]);
});

Deno.test("a refused launch tells what stands in the way, and another attempt is another intention", async () => {
  const { model, sent } = createOpened("refused", () => ({ ...fine, isDone: false, errors: ["No."] }));
  assertEquals(await model.launch(), false);
  assertEquals([model.isRefused(), model.problems().map((each) => each.message)], [true, ["No."]]);
  model.change({ name: "other" });
  await model.launch();
  assertEquals([sent[1].name, sent[0].clientToken === sent[1].clientToken], ["other", false]);
});
