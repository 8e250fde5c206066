import type { Pod, Store } from "../../kube/mod.ts";

/** The pods of one tool, of which one is the present one. */
export interface ToolPods {
  /** The one that serves or is going to; else the one that goes. Undefined: there is none. */
  current(): Pod | undefined;
  /** Calls `listener` after each change of one of them; gives back how to stop. */
  subscribe(listener: () => void): () => void;
}

/** The pods of `workload`, as `StatefulSet/name` or `Deployment/name`. */
export function podsOfWorkload(pods: Store<Pod>, namespace: string, workload: string): ToolPods {
  const all = () => pods.byIndex("workload", `${namespace}/${workload}`);
  return {
    current: () => all().toSorted(compareAge).at(-1),
    subscribe: (listener) =>
      pods.subscribe(({ object }) => {
        if (object.metadata.namespace === namespace) listener();
      }),
  };
}

/** Those that are being deleted first, then the oldest first. */
function compareAge({ metadata: a }: Pod, { metadata: b }: Pod): number {
  const isGoing = (deletionTimestamp: string | undefined) => deletionTimestamp === undefined ? 1 : 0;
  const [left, right] = [a.creationTimestamp ?? "", b.creationTimestamp ?? ""];
  return isGoing(a.deletionTimestamp) - isGoing(b.deletionTimestamp) || (left < right ? -1 : left > right ? 1 : 0);
}
