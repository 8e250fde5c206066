import { PERSISTENT_VOLUME_CLAIMS, PODS } from "../../kube/mod.ts";
import { runPod, startCluster } from "../controller/cluster.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { checkFigure, createFigure, FIGURE_CLAIM } from "./figure_5_4.ts";

Deno.test("the notebook of the thesis' figure 5.4, in the sandbox", async (t) => {
  await using cluster = await startCluster();
  const { client } = cluster;
  const namespace = "demo";
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { namespace, name: FIGURE_CLAIM },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  } as never);
  await cluster.startController();
  const world = {
    client,
    namespace,
    async runPod() {
      const pod = await waitFor("its pod has a node", async () => {
        const found = await client.get(PODS, { namespace, name: "figure-0" });
        return found.spec?.nodeName !== undefined && found;
      });
      await runPod(client, pod);
    },
  };
  await createFigure(world);
  await checkFigure(t, world);
});
