import type { PodDefaultConflict, PodDefaultField } from "../../kube/pod_defaults/mod.ts";

/** What people call what configurations give. */
const NOUNS: Readonly<Record<PodDefaultField, string>> = {
  env: "the variable",
  envFrom: "the variables from",
  volumeMount: "what is seen of the volume",
  command: "the command",
  args: "the arguments",
  volume: "the volume",
  toleration: "on which machines it may run, by",
  imagePullSecret: "the secret for images",
  annotation: "the annotation",
  label: "the label",
  initContainer: "what runs first,",
  sidecar: "what runs beside it,",
  serviceAccountName: "the account",
  automountServiceAccountToken: "whether it may speak to the cluster,",
};

/** A disagreement in one sentence that names both sides; values are not in it, since they may be secrets. */
export function sayDisagreement({ podDefault, other, field, name }: Omit<PodDefaultConflict, "message">): string {
  const what = `${NOUNS[field]} ${name}`;
  if (other === undefined) return `The configuration ${podDefault} disagrees with this form about ${what}.`;
  return other === podDefault
    ? `The configuration ${podDefault} contradicts itself about ${what}.`
    : `The configurations ${other} and ${podDefault} disagree about ${what}.`;
}
