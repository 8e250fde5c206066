import { type Notebook, STOPPED_ANNOTATION } from "../../kube/mod.ts";

/** Annotations of these never reach the pod: they are about the notebook, or about the tool that wrote it. */
const KEPT_OFF = ["kubectl", "notebook", STOPPED_ANNOTATION, "atelier.dev/", "argocd.argoproj.io/", "meta.helm.sh/"];

/** Labels of the pod: the notebook's, and those that its Service and others select by, which win. */
export function podLabels({ metadata }: Notebook): Record<string, string> {
  return { ...metadata.labels, statefulset: metadata.name, "notebook-name": metadata.name };
}

/** Annotations of the pod: the notebook's own without those that must not reach it. */
export function podAnnotations({ metadata }: Notebook): Record<string, string> {
  const entries = Object.entries(metadata.annotations ?? {});
  return Object.fromEntries(entries.filter(([key]) => !KEPT_OFF.some((part) => key.includes(part))));
}
