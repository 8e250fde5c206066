import type { PodDefault } from "../kube/mod.ts";
import { applyPodDefaults, type PodDefaultField, type PodShape } from "../kube/pod_defaults/mod.ts";

/** One thing that a configuration adds to a server, or sets. */
export interface ConfigurationAddition {
  kind: PodDefaultField;
  /** What it is called; of a mount the folder. Values are not told: they may be secrets. */
  name: string;
}

/** What a server that has nothing yet would get from a configuration; of one that contradicts itself nothing. */
export function additionsOf(podDefault: PodDefault): ConfigurationAddition[] {
  const outcome = applyPodDefaults<PodShape>({ spec: { containers: [{ name: "" }] } }, [podDefault]);
  if ("conflicts" in outcome) return [];
  const mounts = outcome.pod.spec?.containers[0].volumeMounts ?? [];
  const folders = new Map(mounts.map((each) => [each.name, each.mountPath]));
  return outcome.changes.map(({ field, name }) => ({
    kind: field,
    name: field === "volumeMount" ? folders.get(name) ?? name : name,
  }));
}
