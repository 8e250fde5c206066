import { assert, assertEquals } from "@std/assert";
import {
  EVENTS,
  isNotFound,
  type KubeClient,
  NOTEBOOKS,
  type ObjectKey,
  PVC_VIEWERS,
  type ResourceType,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { eventually, startCluster } from "../controller/cluster.ts";
import { BOARD, NOTEBOOK, plantKinds, VIEWER } from "./planted_kinds.ts";

const LIMIT_MS = 20_000;
const STOPPED = "kubeflow-resource-stopped";
/** Stopped with the button of the page. */
const OTHER_BOARD = { namespace: "demo", name: "kept" };

Deno.test("stopped by hand means for each kind what the culler does, and on the page a stop", async () => {
  await withCulling("enabled: true\ncheckPeriod: 1s\n", async (client) => {
    await eventually("no Tensorboard", () => isGone(client, TENSORBOARDS, BOARD), LIMIT_MS);
    await eventually("no viewer", () => isGone(client, PVC_VIEWERS, VIEWER), LIMIT_MS);
    await eventually("a notebook that is stopped", () => isStopped(client, NOTEBOOKS, NOTEBOOK), LIMIT_MS);
    await eventually("the page's Tensorboard stopped", () => isStopped(client, TENSORBOARDS, OTHER_BOARD), LIMIT_MS);
    const events = (await client.list(EVENTS, { namespace: "demo" })).items.filter(({ reason }) => reason === "Culled");
    assertEquals(events.map((each) => each.involvedObject.name).sort(), [VIEWER.name, BOARD.name]);
    assert(
      events.every(({ message }) => message?.startsWith("It is asked to stop, and not said by whom")),
      events[0].message,
    );
  });
});

Deno.test("an exempt rule by image keeps what is stopped by hand, though its pod has gone", async () => {
  const rule = `{ name: all, match: { images: ["*"] }, exempt: true }`;
  await withCulling(`enabled: true\ncheckPeriod: 1s\nrules: [${rule}]\n`, async (client) => {
    for (const [type, key] of [[TENSORBOARDS, BOARD], [PVC_VIEWERS, VIEWER]] as const) {
      await eventually(`${key.name} stopped`, () => isStopped(client, type as ResourceType, key), LIMIT_MS);
    }
    // Looked at several times, and longer than a deletion waits for its turn.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    assertEquals(await Promise.all([isGone(client, TENSORBOARDS, BOARD), isGone(client, PVC_VIEWERS, VIEWER)]), [
      false,
      false,
    ]);
  });
});

Deno.test("stopped by hand is a stop for every kind while culling is off", async () => {
  await withCulling("enabled: false\ncheckPeriod: 1s\n", async (client) => {
    for (const [type, key] of [[NOTEBOOKS, NOTEBOOK], [TENSORBOARDS, BOARD], [PVC_VIEWERS, VIEWER]] as const) {
      await eventually(`${key.name} stopped`, () => isStopped(client, type as ResourceType, key), LIMIT_MS);
    }
  });
});

/** One of each kind stopped by hand and one as the page does it, with a controller that goes by this file. */
async function withCulling(file: string, prove: (client: KubeClient) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(path, file);
  {
    await using cluster = await startCluster();
    const { client } = cluster;
    cluster.culling = { path };
    await cluster.startController();
    await plantKinds(client);
    await client.create(TENSORBOARDS, { metadata: OTHER_BOARD, spec: { logspath: "s3://a/b" } } as Tensorboard);
    const byHand = { metadata: { annotations: { [STOPPED]: "now" } } };
    const onPage = {
      metadata: { annotations: { [STOPPED]: "2026-11-23T18:00:00Z", "atelier.dev/stopped-by": "alice" } },
    };
    await client.patch(NOTEBOOKS, NOTEBOOK, byHand, { type: "merge" });
    await client.patch(TENSORBOARDS, BOARD, byHand, { type: "merge" });
    await client.patch(PVC_VIEWERS, VIEWER, byHand, { type: "merge" });
    await client.patch(TENSORBOARDS, OTHER_BOARD, onPage, { type: "merge" });
    await prove(client);
  }
  await Deno.remove(path);
}

function isGone(client: KubeClient, type: ResourceType, key: ObjectKey): Promise<boolean> {
  return client.get(type, key).then(() => false, isNotFound);
}

async function isStopped(client: KubeClient, type: ResourceType, key: ObjectKey): Promise<boolean> {
  const { status } = await client.get(type, key) as { status?: { state?: string } };
  // Nobody ends pods here.
  return status?.state === "STOPPED" || status?.state === "STOPPING";
}
