import { askedOf, type ExplainedNotebook, toInstant, toolContainerStatus } from "../../kube/explain/mod.ts";
import type { KubeObject, Notebook, NotebookStatus, Pod, RootedSchema, StatefulSet } from "../../kube/mod.ts";
import { apiVersionOf, NOTEBOOKS } from "../../kube/mod.ts";
import { conditionsOf, type OwnCondition } from "./conditions.ts";

/** What a notebook's status is computed from. */
export interface StatusFacts {
  notebook: Notebook;
  statefulSet?: StatefulSet;
  pod?: Pod;
  explained: ExplainedNotebook;
  /** Resources that the controller is not allowed to see. */
  unseen: Readonly<Record<string, string>>;
  /** Of ours besides Ready. */
  conditions: readonly OwnCondition[];
}

/** The whole status of a notebook: Kubeflow's fields, and ours. */
export function notebookStatus(facts: StatusFacts, now: Date): NotebookStatus {
  const { notebook, statefulSet, pod, explained } = facts;
  const seen = statefulSet?.status?.readyReplicas ?? 0;
  // What may not be looked at keeps what was known of it: it has not ended by that.
  const readyReplicas = facts.unseen.statefulsets === undefined ? seen : notebook.status?.readyReplicas ?? 0;
  const ready = readyCondition(readyReplicas, explained);
  // Left out where it is empty: an apply cannot empty an object that it filled before, only drop it.
  const acted = askedOf(notebook);
  const previous = notebook.status?.conditions ?? [];
  return {
    conditions: conditionsOf(pod, [ready, ...facts.conditions], previous, toInstant(now)),
    readyReplicas,
    containerState: { ...toolContainerStatus({ notebook, pod })?.state },
    state: explained.state,
    explanation: explained.explanation,
    observedGeneration: notebook.metadata.generation ?? 1,
    ...(Object.keys(acted).length > 0 ? { actedOn: acted } : {}),
    ...(explained.url ? { url: explained.url } : {}),
  };
}

/** All that drift has to know of a status: which of its maps is owned as a whole. */
export const STATUS_SCHEMA: RootedSchema = {
  schema: {
    properties: {
      status: { properties: { containerState: { type: "object", "x-kubernetes-map-type": "atomic" } } },
    },
  },
  definitions: {},
};

/** The apply body that writes a status. */
export function statusBody({ metadata }: Notebook, status: NotebookStatus): KubeObject {
  const body = {
    apiVersion: apiVersionOf(NOTEBOOKS),
    kind: NOTEBOOKS.kind,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    status,
  };
  return body;
}

function readyCondition(readyReplicas: number, { explanation }: ExplainedNotebook): OwnCondition {
  const status = readyReplicas >= 1 ? "True" : "False";
  return { type: "Ready", status, reason: explanation.reason, message: explanation.message };
}
