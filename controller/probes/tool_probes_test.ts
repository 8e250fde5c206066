import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { createToolProbes } from "./tool_probes.ts";
import { isAnswer, type ToolQuestion } from "./tool_question.ts";

const question = (run: string): ToolQuestion => ({
  run,
  service: { namespace: "team", name: "train", port: 80 },
  path: "/notebook/team/train/",
  routedPath: "/notebook/team/train/",
  accepts: "any",
});

/** Probes over a scripted tool: each answer is used once, the last one for ever. */
function probesOver(answers: (number | Error)[]) {
  const clock = new FakeClock();
  const over = new AbortController();
  const asked: string[] = [];
  const changes: string[] = [];
  const request = ({ run }: ToolQuestion) => {
    asked.push(run);
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const onChange = (key: string) => changes.push(key);
  const probes = createToolProbes({ request, onChange, clock, random: () => 1 }, over.signal);
  return { probes, clock, over, asked, changes };
}

Deno.test("a tool is asked until it answers, and then never again for the same run", async () => {
  const { probes, clock, over, asked, changes } = probesOver([new TypeError("refused"), 503, 200]);
  probes.ask("team/train", question("a"));
  await clock.advance(10);
  await clock.advance(1_000);
  assertEquals([asked.length, probes.answerOf("team/train", "a"), changes], [3, "yes", ["team/train"]]);
  probes.ask("team/train", question("a"));
  await clock.advance(600_000);
  assertEquals(asked.length, 3);
  over.abort();
});

Deno.test("a tool that stays silent is a no after three tries, with ever longer pauses", async () => {
  const { probes, clock, over, asked, changes } = probesOver([503]);
  probes.ask("team/train", question("a"));
  await clock.advance(10);
  await clock.advance(60_000);
  assertEquals([probes.answerOf("team/train", "a"), changes], ["no", ["team/train"]]);
  const inFirstMinute = asked.length;
  await clock.advance(60_000);
  assertEquals(asked.length - inFirstMinute <= 8, true, `${asked.length - inFirstMinute} in the second minute`);
  over.abort();
});

Deno.test("a tool that answers that there is nothing is told from one that does not answer", async () => {
  const { probes, clock, over } = probesOver([new TypeError("refused"), 404]);
  probes.ask("team/train", question("a"));
  await clock.advance(10);
  await clock.advance(5_000);
  assertEquals(probes.answerOf("team/train", "a"), "notFound");
  over.abort();
});

Deno.test("another run is asked anew, and the answer of the old one does not count", async () => {
  const { probes, clock, over, asked } = probesOver([200]);
  probes.ask("team/train", question("a"));
  await clock.advance(10);
  assertEquals(probes.answerOf("team/train", "b"), "unasked");
  probes.ask("team/train", question("b"));
  await clock.advance(10);
  assertEquals([asked, probes.answerOf("team/train", "b")], [["a", "b"], "yes"]);
  over.abort();
});

Deno.test("nothing is asked any more once there is nothing to ask", async () => {
  const { probes, clock, over, asked } = probesOver([503]);
  probes.ask("team/train", question("a"));
  await clock.advance(10);
  probes.ask("team/train", undefined);
  const before = asked.length;
  await clock.advance(60_000);
  assertEquals(asked.length, before);
  over.abort();
});

Deno.test("without a way to ask nothing can be known", () => {
  const probes = createToolProbes(
    { request: undefined, onChange: () => {}, clock: new FakeClock() },
    AbortSignal.abort(),
  );
  probes.ask("team/train", question("a"));
  assertEquals(probes.answerOf("team/train", "a"), "unknowable");
});

Deno.test("isAnswer(): jupyter must say 200, others anything but a server error or a 404", () => {
  const statuses = [200, 302, 403, 404, 500, 503];
  assertEquals(statuses.filter((each) => isAnswer(each, "ok")), [200]);
  assertEquals(statuses.filter((each) => isAnswer(each, "any")), [200, 302, 403]);
});
