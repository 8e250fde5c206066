import { runStep, type StepResult } from "../../tools/run_step.ts";
import { isOfPart, nextPart, type Part, toStep } from "./parts.ts";

/** What running the parts needs. */
export interface PartsOptions {
  env: Record<string, string>;
  /** How many run side by side. */
  width: number;
  /** Whether what parts may need can be had, by its name; parts whose needs cannot be met do not run. */
  needs: Readonly<Record<NonNullable<Part["needs"]>, Promise<boolean>>>;
  say: (line: string) => void;
}

/** A part with its own test files. */
interface Work {
  part: Part;
  files: string[];
}

/** Runs the parts that have tests, each after its predecessor and its needs, and tells how long each took. */
export async function runParts(parts: readonly Part[], options: PartsOptions): Promise<StepResult[]> {
  const all = await withTests(parts);
  const waiting = [...all];
  const ended = new Set<string>();
  const there = new Set<string>();
  const results: StepResult[] = [];
  let wake = Promise.withResolvers<void>();
  const wakeAll = () => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  for (const [need, promise] of Object.entries(options.needs)) {
    promise.then((isThere) => {
      if (isThere) there.add(need);
      else {for (const each of waiting.filter(({ part }) => part.needs === need)) {
          waiting.splice(waiting.indexOf(each), 1);
        }}
      wakeAll();
    });
  }
  const work = async () => {
    while (waiting.length > 0) {
      const next = nextPart(waiting.map(({ part }) => part), { ended, there }, all.map(({ part }) => part));
      const index = waiting.findIndex(({ part }) => part === next);
      if (index < 0) {
        await wake.promise;
        continue;
      }
      const [{ part, files }] = waiting.splice(index, 1);
      results.push(await runPart(part, files, options));
      ended.add(part.name);
      wakeAll();
    }
  };
  await Promise.all(Array.from({ length: options.width }, work));
  return results;
}

async function runPart(part: Part, files: string[], { env, say }: PartsOptions): Promise<StepResult> {
  const result = await runStep(toStep(part, files, env), (line) => say(`${part.name} | ${line}`));
  const outcome = `${result.isOk ? "ok" : "FAILED"} in ${(result.ms / 1000).toFixed(1)} s`;
  say(`${part.name}: ${outcome} of ${part.budgetSeconds} s`);
  return result;
}

/** The parts that have test files, with these. */
async function withTests(parts: readonly Part[]): Promise<Work[]> {
  const found = await Promise.all(parts.map(async (part) => {
    const files = (await Promise.all(part.paths.map(testsBelow))).flat().filter((file) => isOfPart(part, file));
    return { part, files };
  }));
  return found.filter(({ files }) => files.length > 0);
}

async function testsBelow(path: string): Promise<string[]> {
  try {
    if ((await Deno.stat(path)).isFile) return [path];
    const entries = await Array.fromAsync(Deno.readDir(path));
    const found = await Promise.all(entries.map((entry) => {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory) return testsBelow(below);
      return Promise.resolve(/_test\.tsx?$/.test(entry.name) ? [below] : []);
    }));
    return found.flat().sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
