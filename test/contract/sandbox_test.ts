import { subjects } from "./cases/mod.ts";
import { startSandbox } from "./sandbox_target.ts";

Deno.test("the sandbox does what the contract says", async (t) => {
  const sandbox = await startSandbox();
  try {
    for (const [subject, cases] of Object.entries(subjects)) {
      for (const { name, run } of cases) {
        await t.step(`${subject}: ${name}`, async () => await run(await sandbox.target()));
      }
    }
  } finally {
    await sandbox.stop();
  }
});
