import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { exampleStatefulSet } from "../../kube/explain/example_pod.ts";
import type { Notebook, StatefulSet } from "../../kube/mod.ts";
import type { Observed } from "../tool/observed.ts";

/** Routes by VirtualServices that can be made; for tests. */
export const ISTIO = {
  kind: "istio",
  type: {
    group: "networking.istio.io",
    version: "v1",
    plural: "virtualservices",
    kind: "VirtualService",
    namespaced: true,
  },
  isReady: true,
} as const;

/** A notebook that nothing was made for yet, with routes off; for tests. */
export function exampleObserved(differs: Partial<Observed<Notebook>> = {}): Observed<Notebook> {
  return {
    object: exampleNotebook(),
    isOutdated: false,
    events: [],
    ownEvents: [],
    claims: [],
    sharers: [],
    taints: [],
    routes: { kind: "none" },
    answering: "unasked",
    refusals: {},
    mirrorFromMs: -Infinity,
    mirrored: new Set(),
    unseen: {},
    schemas: {},
    ...differs,
  };
}

/** The example's StatefulSet as an earlier apply of ours left it; for tests. */
export function appliedStatefulSet(differs: {
  generation?: string;
  replicas?: number;
  template?: NonNullable<StatefulSet["spec"]>["template"];
  status?: Partial<NonNullable<StatefulSet["status"]>>;
} = {}): StatefulSet {
  const set = exampleStatefulSet(differs.status);
  return {
    ...set,
    metadata: { ...set.metadata, annotations: { "atelier.dev/applied-generation": differs.generation ?? "1" } },
    spec: { ...set.spec!, replicas: differs.replicas ?? 1, template: differs.template ?? set.spec!.template },
  };
}
