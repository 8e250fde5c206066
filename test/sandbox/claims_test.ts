import { NAMESPACES, PERSISTENT_VOLUME_CLAIMS } from "../../kube/builtins.ts";
import { withSandbox } from "./running_sandbox.ts";

Deno.test("a claim is bound, and grows when it is edited", async () => {
  await withSandbox(async ({ client, startControllers, eventually }) => {
    await startControllers();
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    const key = { namespace: "demo", name: "work" };
    const spec = (storage: string) => ({ resources: { requests: { storage } } });
    const capacity = (storage: string) =>
      eventually(`a claim of ${storage}`, async () => {
        const { status } = await client.get(PERSISTENT_VOLUME_CLAIMS, key);
        return status?.phase === "Bound" && status.capacity?.storage === storage ? true : undefined;
      });
    await client.create(PERSISTENT_VOLUME_CLAIMS, {
      metadata: key,
      spec: { accessModes: ["ReadWriteOnce"], ...spec("1Gi") },
    });
    await capacity("1Gi");
    await client.patch(PERSISTENT_VOLUME_CLAIMS, key, { spec: spec("1536Mi") }, { type: "merge" });
    await capacity("1536Mi");
  });
});
