import { runStep, type StepResult } from "../../tools/run_step.ts";
import { nextPart, type Part, toStep } from "./parts.ts";

/** What running the parts needs. */
export interface PartsOptions {
  env: Record<string, string>;
  /** How many run side by side. */
  width: number;
  say: (line: string) => void;
}

/** Runs the parts that have tests, each after its predecessor, and tells how long each took. */
export async function runParts(parts: readonly Part[], { env, width, say }: PartsOptions): Promise<StepResult[]> {
  const all = await withTests(parts);
  const waiting = [...all];
  const ended = new Set<string>();
  const results: StepResult[] = [];
  let wake = Promise.withResolvers<void>();
  const runOne = async ({ part, paths }: { part: Part; paths: string[] }) => {
    const result = await runStep(toStep(part, paths, env), (line) => say(`${part.name} | ${line}`));
    const outcome = `${result.isOk ? "ok" : "FAILED"} in ${(result.ms / 1000).toFixed(1)} s`;
    say(`${part.name}: ${outcome} of ${part.budgetSeconds} s`);
    results.push(result);
    ended.add(part.name);
    wake.resolve();
    wake = Promise.withResolvers();
  };
  const work = async () => {
    while (waiting.length > 0) {
      const next = nextPart(waiting.map(({ part }) => part), ended, all.map(({ part }) => part));
      const index = waiting.findIndex(({ part }) => part === next);
      if (index < 0) await wake.promise;
      else await runOne(waiting.splice(index, 1)[0]);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}

/** The parts with those of their paths that hold tests. */
async function withTests(parts: readonly Part[]): Promise<{ part: Part; paths: string[] }[]> {
  const found = await Promise.all(parts.map(async (part) => {
    const holding = await Promise.all(part.paths.map(holdsTest));
    return { part, paths: part.paths.filter((_, index) => holding[index]) };
  }));
  return found.filter(({ paths }) => paths.length > 0);
}

async function holdsTest(path: string): Promise<boolean> {
  try {
    if ((await Deno.stat(path)).isFile) return true;
    for await (const entry of Deno.readDir(path)) {
      if (entry.isFile && /_test\.tsx?$/.test(entry.name)) return true;
      if (entry.isDirectory && await holdsTest(`${path}/${entry.name}`)) return true;
    }
    return false;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
