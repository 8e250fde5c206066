import { startControlPlaneTarget } from "./control_plane_target.ts";
import { runContract } from "./run_contract.ts";

Deno.test("a real control plane does what the contract says", async (t) => {
  await runContract(t, await startControlPlaneTarget(), false);
});
