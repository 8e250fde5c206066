/** What a PodDefault gives to a pod. */
export type PodDefaultField =
  | "env"
  | "envFrom"
  | "volumeMount"
  | "command"
  | "args"
  | "volume"
  | "toleration"
  | "imagePullSecret"
  | "annotation"
  | "label"
  | "initContainer"
  | "sidecar"
  | "serviceAccountName"
  | "automountServiceAccountToken";

/** One thing that a PodDefault adds to a pod, or sets on it. */
export interface PodDefaultChange {
  /** The PodDefault's name. */
  podDefault: string;
  field: PodDefaultField;
  /** What it is called there: a variable's or volume's name, a toleration's key; of single values the new one. */
  name: string;
  /** The container that gets it; absent for what concerns the whole pod. */
  container?: string;
}

/** One thing that a PodDefault gives otherwise than the pod or an earlier PodDefault has it: the pod is refused. */
export interface PodDefaultConflict extends PodDefaultChange {
  /** The other PodDefault; absent where it is the pod that differs. */
  other?: string;
  /** One sentence that names both and the field. */
  message: string;
}

const NOUNS: Readonly<Record<PodDefaultField, string>> = {
  env: "the environment variable",
  envFrom: "the environment from",
  volumeMount: "the volume mount",
  command: "the command",
  args: "the arguments",
  volume: "the volume",
  toleration: "the toleration of",
  imagePullSecret: "the pull secret",
  annotation: "the annotation",
  label: "the label",
  initContainer: "the init container",
  sidecar: "the sidecar",
  serviceAccountName: "the ServiceAccount",
  automountServiceAccountToken: "whether the ServiceAccount's token is mounted:",
};

/**
 * A conflict with its sentence. Values are not in it: it ends in Events, which more people may read than the pod's
 * variables.
 */
export function describeConflict(conflict: Omit<PodDefaultConflict, "message">): PodDefaultConflict {
  const { podDefault, other, field, name, container } = conflict;
  const place = container === undefined ? "" : ` of the container "${container}"`;
  const what = `${NOUNS[field]} "${name}"${place}`;
  const message = other === podDefault
    ? `The PodDefault "${podDefault}" gives ${what} twice, and differently.`
    : other === undefined
    ? `The PodDefault "${podDefault}" gives ${what} another value than the pod itself has.`
    : `The PodDefaults "${other}" and "${podDefault}" give ${what} different values.`;
  return { ...conflict, message };
}
