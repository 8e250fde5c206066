/** The gate (`deno task ok`): formatting, lint, types, imports, sizes, generated files in step, unit tests. */
import { GATE } from "./gate.ts";
import { addTallies, printTally } from "./junit.ts";
import { printStep, runSteps } from "./run_step.ts";

const startedAt = performance.now();
const results = await runSteps(GATE, 2, (result) => console.log(printStep(result)));
console.log(`gate: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
console.log(printTally(addTallies(results.map((result) => result.tally))));
if (results.some((result) => !result.isOk)) Deno.exit(1);
