/** Effect: asks the apiserver how the owner of a Service explains itself; only when somebody waits for a tool. */
import type { Service } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";

/** The owner's name, and the sentences of its `status.explanation`: what is the case, and what to do. */
export type Explain = (service: Service | undefined) => Promise<{ name?: string; told: string[] }>;

/** Makes the function; of whatever kind the owner is, its path is found by discovery, once per kind. */
export function createExplain(client: KubeClient): Explain {
  const plurals = new Map<string, Promise<string | undefined>>();
  const json = async (path: string, init?: RequestInit) => {
    const response = await client.fetch("request", path, init);
    return response.ok ? await response.json() : void await response.body?.cancel();
  };
  return async (service) => {
    const owner = service?.metadata.ownerReferences?.find((each) => each.controller);
    if (!owner) return { told: [] };
    const { name } = owner;
    const group = owner.apiVersion.includes("/") ? `/apis/${owner.apiVersion}` : `/api/${owner.apiVersion}`;
    const key = `${group} ${owner.kind}`;
    const resources = plurals.get(key) ?? json(group).then((list) => {
      const found = list?.resources?.find((each: { name: string; kind: string }) =>
        each.kind === owner.kind && !each.name.includes("/")
      );
      return found?.name as string | undefined;
    });
    plurals.set(key, resources);
    const plural = await resources.catch(() => void plurals.delete(key));
    if (!plural) return { name, told: [] };
    const object = await json(`${group}/namespaces/${service!.metadata.namespace}/${plural}/${name}`).catch(() => {});
    const { message, nextStep } = object?.status?.explanation ?? {};
    return { name, told: [message, nextStep].filter((each) => typeof each === "string") };
  };
}
