import { subjects } from "./cases/mod.ts";
import { listCases, runSandboxCases } from "./run_cases.ts";
import { startSandbox } from "./sandbox_target.ts";

Deno.test("the sandbox does what the contract says", async (t) => {
  const sandbox = await startSandbox();
  try {
    await runSandboxCases(t, listCases(subjects), sandbox.target);
  } finally {
    await sandbox.stop();
  }
});
