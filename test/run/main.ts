/**
 * The test command of the README: gets what tests need while the gate runs, then runs every part, and ends with one
 * plain line `N passed, N failed, N skipped`. Names of parts as arguments: those alone, without the gate.
 */
import { GATE } from "../../tools/gate.ts";
import { addTallies, printTally } from "../../tools/junit.ts";
import { printStep, runSteps, type StepResult } from "../../tools/run_step.ts";
import { CONTROL_PLANE } from "../controlplane/binaries.ts";
import { describeBinaries, findBinaries } from "../controlplane/find_binaries.ts";
import { installTools } from "./install_tools.ts";
import { explainOutcome } from "./outcome.ts";
import { GATE_BUDGET_SECONDS, type Part, PARTS, TOTAL_BUDGET_SECONDS } from "./parts.ts";
import { runParts } from "./run_parts.ts";

const say = (line: string) => console.log(line);
const secondsSince = (startedAt: number) => ((performance.now() - startedAt) / 1000).toFixed(1);

async function runGate(): Promise<StepResult[]> {
  const startedAt = performance.now();
  const results = await runSteps(GATE, 2, (result) => say(printStep(result)));
  say(`gate: ${secondsSince(startedAt)} s of ${GATE_BUDGET_SECONDS} s`);
  return results;
}

/** The tools' environment names for the tests, and the names of what could not be had. */
async function prepareTools(): Promise<{ env: Record<string, string>; missing: string[] }> {
  const [{ env, missing }, kubectl] = await Promise.all([installTools(say), findBinaries(["kubectl"], { say })]);
  for (const { why } of kubectl.missing) say(`${why}: its cases are skipped`);
  return kubectl.found.kubectl
    ? { env: { ...env, KUBECTL: kubectl.found.kubectl.path }, missing }
    : { env, missing: [...missing, "kubectl"] };
}

/** The names of the control plane's programs that could not be had, where there is something to run on it. */
async function prepareControlPlane(parts: readonly Part[]): Promise<string[]> {
  if (!parts.some(({ needs }) => needs === "control plane")) return [];
  const binaries = await findBinaries(CONTROL_PLANE, { say });
  say(`control plane: ${describeBinaries(binaries)}`);
  for (const { why } of binaries.missing) say(`${why}: what needs a real control plane is not tested`);
  return binaries.missing.map(({ name }) => name);
}

async function main(names: string[]): Promise<number> {
  const startedAt = performance.now();
  const parts = names.length === 0 ? PARTS : PARTS.filter((part) => names.includes(part.name));
  if (parts.length === 0) throw new Error(`Cannot run ${names}: the parts are ${PARTS.map((part) => part.name)}`);
  const tools = prepareTools();
  // After kubectl, whose packages it shares, and beside everything else.
  const controlPlane = tools.then(() => prepareControlPlane(parts));
  const [gate, { env, missing }] = await Promise.all([names.length === 0 ? runGate() : [], tools]);
  const images = await Deno.makeTempDir({ prefix: "atelier-test-images-" });
  const needs = { "control plane": controlPlane.then((absent) => absent.length === 0) };
  const rest = await runParts(parts, { env: { ...env, ATELIER_E2E_IMAGES: images }, needs, width: 3, say });
  await Deno.remove(images, { recursive: true });
  const results = [...gate, ...rest];
  const tally = addTallies(results.map((result) => result.tally));
  const absent = [...missing, ...await controlPlane];
  const outcome = explainOutcome({ tally, missing: absent, isCi: Boolean(Deno.env.get("CI")) });
  say(`total: ${secondsSince(startedAt)} s of ${TOTAL_BUDGET_SECONDS} s`);
  for (const line of outcome.lines) say(line);
  for (const { name } of results.filter((result) => !result.isOk)) say(`failed: ${name}`);
  say(printTally(tally));
  return outcome.isOk && results.every((result) => result.isOk) ? 0 : 1;
}

Deno.exit(await main(Deno.args));
