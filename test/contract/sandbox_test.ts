import { runContract } from "./run_contract.ts";
import { startSandbox } from "./sandbox_target.ts";

Deno.test("the sandbox does what the contract says", async (t) => {
  await runContract(t, await startSandbox(), true);
});
