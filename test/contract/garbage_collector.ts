import { ownedBy } from "./objects.ts";
import { type Answer, type ContractTarget, eventually, ok, send } from "./target.ts";

/**
 * Waits until the garbage collector has seen what there is in a collection: it does so a moment later, in the order in
 * which the objects were made, and it takes `garbage`, which is made now and whose owner never was.
 */
export async function untilCollectorHasSeen(
  cluster: ContractTarget,
  collection: string,
  garbage: Answer,
): Promise<void> {
  const ghost = { apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata: { name: "x", uid: crypto.randomUUID() } };
  const metadata = { ...garbage.metadata, ownerReferences: ownedBy(ghost) };
  await ok(cluster, "POST", collection, { ...garbage, metadata });
  const ask = () => send(cluster, "GET", `${collection}/${garbage.metadata.name}`);
  await eventually(ask, ({ status }) => status === 404);
}
