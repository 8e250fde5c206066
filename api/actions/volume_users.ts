import type { Notebook, Pod, Store } from "../../kube/mod.ts";
import type { VolumeUse } from "./user_error.ts";

/** What names a claim: notebooks by their spec, and pods that belong to none of them. Finished pods do not count. */
export function usersOfClaim(
  { notebooks, pods }: { notebooks: Store<Notebook>; pods: Store<Pod> },
  { namespace, claim, except }: { namespace: string; claim: string; except?: string },
): VolumeUse[] {
  const key = `${namespace}/${claim}`;
  const active = pods.byIndex("claim", key).filter(({ status }) =>
    !["Succeeded", "Failed"].includes(status?.phase ?? "")
  );
  const running = new Set(active.map((pod) => pod.metadata.name));
  const byNotebook = notebooks.byIndex("claim", key)
    .map(({ metadata }) => metadata.name)
    .map((name) => ({ kind: "Notebook", name, isRunning: running.has(`${name}-0`) }));
  const named = new Set([...byNotebook.map(({ name }) => `${name}-0`), ...(except ? [`${except}-0`] : [])]);
  const byPod = [...running].filter((name) => !named.has(name)).map((name) => ({ kind: "Pod", name, isRunning: true }));
  return [...byNotebook.filter(({ name }) => name !== except), ...byPod];
}
