import { assertEquals, assertStringIncludes } from "@std/assert";
import { resolveImagesDir } from "../../platform/dev_config.ts";
import { DEPLOYMENTS, PODS } from "../../kube/builtins.ts";
import { withSandbox } from "../sandbox/running_sandbox.ts";
import { plantClaim, plantTool, TRAINING } from "./tool_on_claim.ts";

const IMAGE = "tensorflow/tensorflow:2.5.1";
const PREFIX = "/tensorboard/demo/board/";
const LIMIT_MS = 170_000;

Deno.test("TensorBoard shows the scalars of a training on its claim, below its prefix", async () => {
  await withSandbox(async ({ client, eventually, ...sandbox }) => {
    await sandbox.startControllers();
    await sandbox.startNode({ imagesDir: resolveImagesDir(Deno.env.toObject()) });
    const { url } = (await sandbox.startGateway()).running;
    await plantClaim(client);
    const mount = { name: "volume", mountPath: "/work" };
    const metadata = { name: "training", namespace: "demo" };
    await client.create(PODS, {
      metadata,
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "c", image: IMAGE, command: ["python3", "-c", TRAINING], volumeMounts: [mount] }],
        volumes: [{ name: "volume", persistentVolumeClaim: { claimName: "work" } }],
      },
    });
    await eventually("the training's end", async () => {
      const { phase } = (await client.get(PODS, metadata)).status ?? {};
      return phase === "Succeeded" || phase === "Failed" ? assertEquals(phase, "Succeeded") ?? true : undefined;
    }, LIMIT_MS);
    await plantTool(client, {
      name: "board",
      container: {
        image: IMAGE,
        command: ["/usr/local/bin/tensorboard"],
        args: ["--logdir=/tensorboard_logs/", "--bind_all"],
        workingDir: "/",
        volumeMounts: [{ name: "volume", mountPath: "/tensorboard_logs/", subPath: "run1", readOnly: true }],
      },
      ...{ port: 6006, prefix: PREFIX, rewrite: "/", timeout: "300s" },
    });
    const scalars = await eventually("the scalars", async () => {
      const response = await fetch(`${url}${PREFIX}data/plugin/scalars/scalars?run=.&tag=loss`);
      return response.ok ? await response.json() : void await response.body?.cancel();
    }, LIMIT_MS);
    assertEquals(scalars, [[1000, 0, 1], [1001, 1, 0.5], [1002, 2, 0.25]]);
    assertStringIncludes(await (await fetch(url + PREFIX)).text(), "<title>TensorBoard</title>");
    await eventually("the Deployment's status", async () => {
      const { status } = await client.get(DEPLOYMENTS, { namespace: "demo", name: "board" });
      const told = status?.conditions?.map(({ type, status, reason }) => [type, status, reason]);
      const wanted = [["Available", "True", "MinimumReplicasAvailable"], [
        "Progressing",
        "True",
        "NewReplicaSetAvailable",
      ]];
      return JSON.stringify(told) === JSON.stringify(wanted) ? true : undefined;
    });
  });
});
