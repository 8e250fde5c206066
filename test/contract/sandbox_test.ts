import { subjects } from "./cases/mod.ts";
import { listCases, runCases } from "./run_cases.ts";
import { startSandbox } from "./sandbox_target.ts";

Deno.test("the sandbox does what the contract says", async (t) => {
  const sandbox = await startSandbox();
  const all = listCases(subjects);
  try {
    await runCases(t, all.filter((each) => !each.realOnly), sandbox.target);
    for (const each of all) {
      if (each.realOnly) console.log(`real plane only (${each.realOnly}): ${each.subject}: ${each.name}`);
    }
  } finally {
    await sandbox.stop();
  }
});
