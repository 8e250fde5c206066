import { run as runController } from "../../controller/mod.ts";
import type { ControllerConfig } from "../../controller/mod.ts";
import { type KubeClient, TENSORBOARDS } from "../../kube/mod.ts";
import { sleep } from "../e2e/wait_for.ts";

/** The controller as it is run, which follows the admin's file. */
export async function startController(
  client: KubeClient,
  gatewayUrl: string,
  culling: ControllerConfig["culling"],
): Promise<AsyncDisposable> {
  const over = new AbortController();
  const reached = { toolAccess: "gateway", toolOrigin: gatewayUrl } as const;
  const controller = await runController({ client, ...reached, culling }, over.signal);
  return { [Symbol.asyncDispose]: () => (over.abort(), controller.finished) };
}

/** Names of the Tensorboards that there are, in order. */
export async function boards(client: KubeClient): Promise<string[]> {
  return (await client.list(TENSORBOARDS, { namespace: "demo" })).items.map((each) => each.metadata.name).sort();
}

/** A Tensorboard on the claim `work`. */
export async function createBoard(client: KubeClient, name: string): Promise<void> {
  await client.create(TENSORBOARDS, { metadata: { name, namespace: "demo" }, spec: { logspath: "pvc://work/" } });
}

/** Opens a board through the gateway; true once it answers. */
export async function openBoard(gatewayUrl: string, name: string, headers = {}): Promise<true | undefined> {
  const response = await fetch(`${gatewayUrl}/tensorboard/demo/${name}/`, { headers });
  await response.body?.cancel();
  return response.ok || undefined;
}

/** Somebody who looks twice a second, until it is ended. */
export function startVisits(open: () => Promise<unknown>) {
  let isOver = false;
  const visits = (async () => {
    while (!isOver) {
      await open().catch(() => {});
      await sleep(500);
    }
  })();
  const end = () => (isOver = true, visits);
  return { end, [Symbol.asyncDispose]: end };
}
