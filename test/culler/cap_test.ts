import { assertEquals } from "@std/assert";
import { type KubeClient, LEASES, type Notebook, NOTEBOOKS, PODS } from "../../kube/mod.ts";
import { eventually, runPod, startCluster } from "../controller/cluster.ts";
import { sleep } from "../e2e/wait_for.ts";

const NAMESPACE = "demo";
const COUNT = 6;
/** Ended by its run time alone: nobody has to answer for that. */
const FILE = "enabled: true\ncheckPeriod: 1s\ngrace: 0s\nwarning: 2s\nmaxRunTime: 4s\nactionsPerMinute: 2\n";

Deno.test("a controller that takes over stops no more than are left of the cap", async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(path, FILE);
  try {
    await using cluster = await startCluster();
    const { client } = cluster;
    cluster.culling = { path };
    const stopFirst = await cluster.startController("first");
    await plant(client);
    await eventually("two that are stopped", async () => await stopped(client) >= 2, 20_000);
    await stopFirst();
    await cluster.startController("second");
    await eventually("the second leading", () => isLedBy(client, "second"), 20_000);
    // Long enough to look at each several times.
    await sleep(6_000);
    assertEquals(await stopped(client), 2);
  } finally {
    await Deno.remove(path);
  }
});

async function plant(client: KubeClient): Promise<void> {
  for (let index = 0; index < COUNT; index++) {
    const name = `nb-${index}`;
    const spec = { template: { spec: { containers: [{ name, image: "a:1" }] } } };
    await client.create(NOTEBOOKS, { metadata: { namespace: NAMESPACE, name }, spec } as Notebook);
  }
  const pods = await eventually("their pods", async () => {
    const { items } = await client.list(PODS, { namespace: NAMESPACE });
    return items.length === COUNT && items;
  });
  for (const pod of pods) await runPod(client, pod);
}

async function stopped(client: KubeClient): Promise<number> {
  const { items } = await client.list(NOTEBOOKS, { namespace: NAMESPACE });
  return items.filter(({ metadata }) => metadata.annotations?.["atelier.dev/stopped-by"] === "atelier-culler").length;
}

async function isLedBy(client: KubeClient, identity: string): Promise<boolean> {
  const { spec } = await client.get(LEASES, { namespace: "atelier", name: "atelier-controller" });
  return spec?.holderIdentity === identity;
}
