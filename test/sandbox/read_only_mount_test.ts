import { assertEquals, assertStringIncludes } from "@std/assert";
import { NAMESPACES, PERSISTENT_VOLUME_CLAIMS, PODS } from "../../kube/builtins.ts";
import { withSandbox } from "./running_sandbox.ts";

Deno.test("a claim that is mounted read-only, a directory of it, is read and not written", async () => {
  await withSandbox(async ({ client, eventually, stateDir, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode();
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    await client.create(PERSISTENT_VOLUME_CLAIMS, {
      metadata: { name: "logs", namespace: "demo" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    const volume = `${stateDir}/volumes/demo/logs`;
    const directory = `${volume}/run1`;
    await eventually("the claim's directory", async () => (await Deno.stat(volume)) && true);
    await Deno.mkdir(directory);
    await Deno.writeTextFile(`${directory}/events`, "loss\n");
    const key = { namespace: "demo", name: "reader" };
    const command = ["sh", "-c", "cat /tensorboard_logs/events; echo more >> /tensorboard_logs/events"];
    const volumeMounts = [{ name: "tbpd", mountPath: "/tensorboard_logs/", subPath: "run1", readOnly: true }];
    await client.create(PODS, {
      metadata: key,
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "c", image: "busybox", command, volumeMounts }],
        volumes: [{ name: "tbpd", persistentVolumeClaim: { claimName: "logs" } }],
      },
    });
    await eventually("its end", async () => (await client.get(PODS, key)).status?.phase === "Failed" || undefined);
    const log = await new Response(await client.logs(key, {}, AbortSignal.timeout(5_000))).text();
    assertStringIncludes(log, "loss\n");
    assertStringIncludes(log, "Read-only file system");
    assertEquals(await Deno.readTextFile(`${directory}/events`), "loss\n");
  });
});
