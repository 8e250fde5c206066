/**
 * The test command of the README: gets what tests need while the gate runs, then runs every part, and ends with one
 * plain line `N passed, N failed, N skipped`.
 */
import { GATE } from "../../tools/gate.ts";
import { addTallies, printTally } from "../../tools/junit.ts";
import { printStep, runStep, runSteps, type StepResult } from "../../tools/run_step.ts";
import { installTools } from "./install_tools.ts";
import { findKubectl } from "./kubectl.ts";
import { GATE_BUDGET_SECONDS, type Part, PARTS, toStep, TOTAL_BUDGET_SECONDS } from "./parts.ts";
import { explainOutcome } from "./outcome.ts";

const say = (line: string) => console.log(line);
const seconds = (ms: number) => (ms / 1000).toFixed(1);

/** The folders of a part that hold a test. */
async function foldersWithTests(part: Part): Promise<string[]> {
  const found: string[] = [];
  for (const folder of part.folders) if (await holdsTest(folder)) found.push(folder);
  return found;
}

async function holdsTest(folder: string): Promise<boolean> {
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isFile && /_test\.tsx?$/.test(entry.name)) return true;
      if (entry.isDirectory && await holdsTest(`${folder}/${entry.name}`)) return true;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return false;
}

/** Runs the gate and, beside it, gets the tools. */
async function prepare(): Promise<{ results: StepResult[]; env: Record<string, string>; missing: string[] }> {
  const startedAt = performance.now();
  const tools = installTools(say);
  const kubectl = findKubectl(say);
  const results = await runSteps(GATE, 2, (result) => say(printStep(result)));
  say(`gate: ${seconds(performance.now() - startedAt)} s of ${GATE_BUDGET_SECONDS} s`);
  const [{ env, missing }, path] = [await tools, await kubectl];
  if (path) return { results, env: { ...env, KUBECTL: path }, missing };
  return { results, env, missing: [...missing, "kubectl"] };
}

async function main(): Promise<number> {
  const startedAt = performance.now();
  const { results, env, missing } = await prepare();
  for (const part of PARTS) {
    const folders = await foldersWithTests(part);
    if (folders.length === 0) continue;
    say(`\n${part.name}: ${folders.join(", ")}`);
    const result = await runStep(toStep(part, folders, env));
    results.push(result);
    say(`${part.name}: ${result.isOk ? "ok" : "FAILED"} in ${seconds(result.ms)} s of ${part.budgetSeconds} s`);
  }
  const tally = addTallies(results.map((result) => result.tally));
  const outcome = explainOutcome({ tally, missing, isCi: Boolean(Deno.env.get("CI")) });
  say(`\ntotal: ${seconds(performance.now() - startedAt)} s of ${TOTAL_BUDGET_SECONDS} s`);
  for (const line of outcome.lines) say(line);
  for (const { name } of results.filter((result) => !result.isOk)) say(`failed: ${name}`);
  say(printTally(tally));
  return outcome.isOk && results.every((result) => result.isOk) ? 0 : 1;
}

Deno.exit(await main());
