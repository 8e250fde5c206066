import {
  askedOf,
  type ExplainedTool,
  toInstant,
  toolContainerStatus,
  type ToolObject,
} from "../../kube/explain/mod.ts";
import type { Workload } from "../../kube/explain/mod.ts";
import { apiVersionOf, type KubeObject, type Pod, type ResourceType, type StatusCondition } from "../../kube/mod.ts";
import type { CullingStatus, ToolStatus } from "../../kube/mod.ts";
import { conditionsOf, type OwnCondition } from "./conditions.ts";

/** What an object's status is computed from. */
export interface ObservedStatus {
  object: ToolObject;
  workload?: Workload;
  pod?: Pod;
  /** The container that is the tool. */
  container: string;
  explained: ExplainedTool;
  /** Resources that the controller is not allowed to see. */
  unseen: Readonly<Record<string, string>>;
  /** Of ours besides Ready. */
  conditions: readonly OwnCondition[];
  culling?: CullingStatus;
  /** What is wrong with the object, in the words of its kind's validation. */
  invalid?: string;
}

/** What every kind's status says, each in its own shape. */
export interface ToolStatusFacts {
  /** The pod's, mirrored, and ours, Ready among them. */
  readonly conditions: readonly StatusCondition[];
  /** The workload's, mirrored. */
  readonly workloadConditions: readonly StatusCondition[];
  readonly readyReplicas: number;
  /** State of the tool's container; empty where there is none. */
  readonly containerState: Record<string, unknown>;
  /** What is the same in all. */
  readonly shared: ToolStatus;
}

/** What is to be said in an object's status. */
export function toolStatusFacts(observed: ObservedStatus, now: Date): ToolStatusFacts {
  const { object, workload, pod, explained, container } = observed;
  const seen = workload?.status?.readyReplicas ?? 0;
  // What may not be looked at keeps what was known of it: it has not ended by that.
  const isSeen = observed.unseen.statefulsets === undefined && observed.unseen.deployments === undefined;
  const readyReplicas = isSeen ? seen : readyBefore(object);
  const ready = readyCondition(readyReplicas, explained, observed.invalid);
  // Left out where it is empty: an apply cannot empty an object that it filled before, only drop it.
  const acted = askedOf(object);
  const { conditions: previous = [] } = object.status as { conditions?: StatusCondition[] } ?? {};
  const own = [ready, ...observed.conditions];
  return {
    conditions: conditionsOf(pod?.status?.conditions ?? [], own, previous, toInstant(now)),
    workloadConditions: conditionsOf(workload?.status?.conditions ?? [], [], previous, toInstant(now)),
    readyReplicas,
    containerState: { ...toolContainerStatus({ pod, container })?.state },
    shared: {
      state: explained.state,
      explanation: explained.explanation,
      ...(explained.lastStop ? { lastStop: explained.lastStop } : {}),
      observedGeneration: object.metadata.generation ?? 1,
      ...(Object.keys(acted).length > 0 ? { actedOn: acted } : {}),
      ...(observed.culling ? { culling: observed.culling } : {}),
      ...(explained.url ? { url: explained.url } : {}),
    },
  };
}

/** The apply body that writes a status. */
export function statusBody(type: ResourceType, { metadata }: KubeObject, status: unknown): KubeObject {
  const body = {
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: { name: metadata.name, namespace: metadata.namespace },
    status,
  };
  return body;
}

function readyBefore({ status }: ToolObject): number {
  return status?.readyReplicas ?? (status?.ready ? 1 : 0);
}

function readyCondition(readyReplicas: number, { explanation }: ExplainedTool, invalid?: string): OwnCondition {
  const status = readyReplicas >= 1 ? "True" : "False";
  if (invalid) return { type: "Ready", status, reason: "Invalid", message: invalid };
  return { type: "Ready", status, reason: explanation.reason, message: explanation.message };
}
