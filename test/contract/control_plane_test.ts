import { subjects } from "./cases/mod.ts";
import { startControlPlaneTarget } from "./control_plane_target.ts";
import { listCases, runCases } from "./run_cases.ts";

Deno.test("a real control plane does what the contract says", async (t) => {
  const plane = await startControlPlaneTarget();
  try {
    await runCases(t, listCases(subjects), plane.target);
  } finally {
    await plane.stop();
  }
});
