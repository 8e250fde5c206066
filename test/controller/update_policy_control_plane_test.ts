import { startKindsWorld } from "./kinds_world.ts";
import { tellUpdatePolicy } from "./update_policy.ts";

Deno.test("what may restart a running notebook, on a real control plane", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  await world.startController();
  await tellUpdatePolicy({ client: world.admin, namespace: "team" }, t);
});
