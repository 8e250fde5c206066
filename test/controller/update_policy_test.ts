import { NODES } from "../../kube/mod.ts";
import { startStillNodes } from "../controlplane/still_nodes.ts";
import { startCluster } from "./cluster.ts";
import { tellUpdatePolicy } from "./update_policy.ts";

Deno.test("what may restart a running notebook, on the sandbox", async (t) => {
  await using cluster = await startCluster();
  // Its own node has nobody who runs pods.
  await cluster.client.delete(NODES, { name: "n1" });
  await using _nodes = await startStillNodes(cluster.client, { names: ["still"] });
  await cluster.startController();
  await tellUpdatePolicy({ client: cluster.client, namespace: "demo" }, t);
});
