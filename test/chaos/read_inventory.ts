import { type KubeClient, type KubeObject, NOTEBOOKS, PODS, SERVICES, STATEFUL_SETS } from "../../kube/mod.ts";
import type { ResourceType } from "../../kube/mod.ts";
import type { Inventory } from "./compare_world.ts";

const ROUTES: ResourceType = {
  ...{ group: "networking.istio.io", version: "v1", plural: "virtualservices", kind: "VirtualService" },
  namespaced: true,
};

/** Reads a namespace from the apiserver, its tools through the gateway, its files from the node's volumes. */
export async function readInventory(
  kube: KubeClient,
  { namespace, toolOrigin, volumesDir }: { namespace: string; toolOrigin: string; volumesDir: string },
): Promise<Inventory> {
  const list = async <T extends KubeObject>(type: ResourceType<T>) => (await kube.list(type, { namespace })).items;
  const [notebooks, statefulSets, services, pods, routes] = await Promise.all([
    ...[list(NOTEBOOKS), list(STATEFUL_SETS), list(SERVICES), list(PODS), list(ROUTES)] as const,
  ]);
  const running = notebooks.filter((each) => each.status?.state === "RUNNING").map((each) => each.metadata.name);
  const answers = await Promise.all(running.map(async (name) => {
    const url = `${toolOrigin}/notebook/${namespace}/${name}/api/kernels`;
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await response?.body?.cancel();
    return [name, response?.status ?? 0] as const;
  }));
  const readFile = (notebook: string, file: string) => {
    try {
      return Deno.readTextFileSync(`${volumesDir}/${namespace}/${notebook}-workspace/${file}`);
    } catch {
      return undefined;
    }
  };
  return { notebooks, statefulSets, services, routes, pods, answers: new Map(answers), readFile };
}
