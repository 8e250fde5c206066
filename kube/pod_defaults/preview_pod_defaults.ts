import type { PodDefault } from "../resources/pod_default.ts";
import { applyPodDefaults } from "./apply_pod_defaults.ts";
import { matchingPodDefaults, type PodShape } from "./matching_pod_defaults.ts";
import type { PodDefaultChange, PodDefaultConflict } from "./pod_default_change.ts";

/** What would become of a pod. */
export interface PodDefaultsPreview {
  /** Names of the PodDefaults that select it, in the order in which they apply. */
  matching: string[];
  /** What they would change; none where they conflict. */
  changes: PodDefaultChange[];
  /** Why the pod would be refused; empty where it would not be. */
  conflicts: PodDefaultConflict[];
}

/** What the PodDefaults of a namespace would do to pods of this template, were one created now. */
export function previewPodDefaults(podDefaults: readonly PodDefault[], podTemplate: PodShape): PodDefaultsPreview {
  const found = matchingPodDefaults(podDefaults, podTemplate);
  const outcome = applyPodDefaults(podTemplate, found);
  const matching = found.map(({ metadata }) => metadata.name);
  if ("conflicts" in outcome) return { matching, changes: [], conflicts: outcome.conflicts };
  return { matching, changes: outcome.changes, conflicts: [] };
}
