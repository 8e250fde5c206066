import { isAskedToStop, type ToolObject } from "../../kube/explain/mod.ts";
import { APPLIED_GENERATION_ANNOTATION, type KubeObject } from "../../kube/mod.ts";
import type { ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { childName } from "./child_names.ts";
import { ownerReferenceTo } from "./child_ownership.ts";
import type { PodTemplate } from "./pod_template.ts";

/** What the workload of an object is made from. */
export interface WorkloadParts {
  readonly kind: ToolKind;
  readonly object: ToolObject;
  readonly wish: Pick<ToolWish, "selector" | "labels">;
  readonly template: PodTemplate;
  /** Of the workload itself: the generation that `template` was made from, and what else is to be remembered with it. */
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * The apply body of an object's StatefulSet or Deployment. A StatefulSet has no serviceName: the field is immutable and
 * Kubeflow's have none. A Deployment never has two pods at once: they might be on two machines and want one volume.
 */
export function workloadBody({ kind, object, wish, template, annotations }: WorkloadParts): KubeObject {
  const { name, namespace = "" } = object.metadata;
  const body = {
    apiVersion: "apps/v1",
    kind: kind.workload,
    metadata: {
      name: childName(kind, "workload", namespace, name),
      namespace,
      ...(wish.labels ? { labels: wish.labels } : {}),
      annotations,
      ownerReferences: [ownerReferenceTo(kind.type, object)],
    },
    spec: {
      replicas: isAskedToStop(object) ? 0 : 1,
      selector: { matchLabels: wish.selector },
      ...(kind.workload === "Deployment" ? { strategy: { type: "Recreate" } } : {}),
      template,
    },
  };
  return body;
}

/** The generation of the object that a workload was made from, as it is recorded there. */
export function appliedGenerationOf(workload: KubeObject | undefined): string | undefined {
  return workload?.metadata.annotations?.[APPLIED_GENERATION_ANNOTATION];
}
