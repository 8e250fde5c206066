import { EVENTS, isNotFound, NOTEBOOKS, PODS, PVC_VIEWERS, TENSORBOARDS } from "../../kube/mod.ts";
import { eventually, runPod, startCluster, type TestCluster } from "../controller/cluster.ts";
import { BOARD, NOTEBOOK, plantKinds, VIEWER } from "./planted_kinds.ts";

const NAMESPACE = "demo";
/** Ended by its run time alone: nobody has to answer for that. */
const FILE = "enabled: true\ncheckPeriod: 1s\ngrace: 0s\nwarning: 2s\nmaxRunTime: 4s\n";

Deno.test("each kind is culled with the rights of the controller's role", async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(path, FILE);
  {
    await using cluster = await startCluster();
    cluster.culling = { path };
    await cluster.startController();
    await plant(cluster);
    await eventually("all warned", async () => {
      const events = (await cluster.client.list(EVENTS, { namespace: NAMESPACE })).items;
      const warned = events.filter((each) => each.reason === "CullingSoon").map((each) => each.involvedObject.kind);
      return new Set(warned).size === 3;
    }, 20_000);
    const { client } = cluster;
    await eventually("the notebook stopped", async () => {
      const { metadata } = await client.get(NOTEBOOKS, NOTEBOOK);
      return metadata.annotations?.["atelier.dev/stopped-reason"]?.startsWith("RanTooLong: ");
    }, 20_000);
    await eventually("no Tensorboard", () => client.get(TENSORBOARDS, BOARD).then(() => false, isNotFound), 20_000);
    await eventually("no viewer", () => client.get(PVC_VIEWERS, VIEWER).then(() => false, isNotFound), 20_000);
  }
  await Deno.remove(path);
});

/** One of each kind, whose pods run. */
async function plant({ client }: TestCluster): Promise<void> {
  await plantKinds(client);
  const pods = await eventually("three pods", async () => {
    const { items } = await client.list(PODS, { namespace: NAMESPACE });
    return items.length === 3 && items;
  });
  for (const pod of pods) await runPod(client, pod);
}
