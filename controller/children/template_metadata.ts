import { type KubeObject, STOPPED_ANNOTATION } from "../../kube/mod.ts";
import type { PodTemplate } from "./pod_template.ts";

/** Annotations of these never reach the pod: they are about the object, or about the tool that wrote it. */
const KEPT_OFF = ["kubectl", "notebook", STOPPED_ANNOTATION, "atelier.dev/", "argocd.argoproj.io/", "meta.helm.sh/"];

/**
 * A pod's labels, the object's and those by which others select it, which win, and its annotations: the object's own
 * without those that must not reach it.
 */
export function templateMetadata(
  { metadata }: KubeObject,
  selecting: Readonly<Record<string, string>>,
): NonNullable<PodTemplate["metadata"]> {
  const entries = Object.entries(metadata.annotations ?? {});
  const annotations = Object.fromEntries(entries.filter(([key]) => !KEPT_OFF.some((part) => key.includes(part))));
  return {
    labels: { ...metadata.labels, ...selecting },
    ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
  };
}
