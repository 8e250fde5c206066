import type { V1PodSpec } from "@kubernetes/client-node";
import { isFields } from "../json_value.ts";
import type { ObjectMeta, Wire } from "../object.ts";
import type { PodDefault } from "../resources/pod_default.ts";
import { meetsAll, readSelector } from "./selector_terms.ts";

/** A pod, or the template of one. */
export interface PodShape {
  metadata?: Partial<ObjectMeta>;
  spec?: Wire<V1PodSpec>;
}

/** The annotation of a pod that no PodDefault is to change: its value is `true`. */
export const EXCLUDE = "poddefault.admission.kubeflow.org/exclude";
/** The annotation of a pod that a kubelet reads from a file, of which the apiserver has only a picture. */
const MIRROR = "kubernetes.io/config.mirror";

/** Whether PodDefaults pass a pod over: it asks for that, or cannot be changed. */
export function isPassedOver({ metadata }: PodShape): boolean {
  const annotations = isFields(metadata?.annotations) ? metadata.annotations : {};
  return annotations[EXCLUDE] === "true" || Object.hasOwn(annotations, MIRROR);
}

/**
 * The PodDefaults that select a pod, in the order in which they apply: by name. One with a selector that cannot be read
 * selects nothing, where Kubeflow refuses every pod of the namespace.
 */
export function matchingPodDefaults<T extends PodDefault>(podDefaults: readonly T[], pod: PodShape): T[] {
  if (isPassedOver(pod)) return [];
  const { namespace } = pod.metadata ?? {};
  const labels = isFields(pod.metadata?.labels) ? pod.metadata.labels : {};
  return podDefaults.filter(({ metadata, spec }) => {
    if (namespace !== undefined && metadata.namespace !== undefined && metadata.namespace !== namespace) return false;
    const read = readSelector(spec?.selector);
    return "terms" in read && meetsAll(labels, read.terms);
  }).toSorted((a, b) => a.metadata.name < b.metadata.name ? -1 : Number(a.metadata.name > b.metadata.name));
}
