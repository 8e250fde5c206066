import { subjects } from "./cases/mod.ts";
import { startControlPlaneTarget } from "./control_plane_target.ts";

Deno.test("a real control plane does what the contract says", async (t) => {
  const plane = await startControlPlaneTarget();
  try {
    for (const [subject, cases] of Object.entries(subjects)) {
      for (const { name, run } of cases) {
        await t.step(`${subject}: ${name}`, async () => await run(await plane.target()));
      }
    }
  } finally {
    await plane.stop();
  }
});
