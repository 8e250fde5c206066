/** What PodDefaults do to pods, which ones they select, and how to be selected; pure. */
export { type AppliedPodDefaults, applyPodDefaults, MARK as POD_DEFAULT_MARK } from "./apply_pod_defaults.ts";
export {
  type LabelChoice,
  labelsThatSelect,
  type LabelSurroundings,
  RESERVED_POD_LABELS,
} from "./labels_that_select.ts";
export { EXCLUDE as POD_DEFAULT_EXCLUDE, matchingPodDefaults, type PodShape } from "./matching_pod_defaults.ts";
export type { PodDefaultChange, PodDefaultConflict, PodDefaultField } from "./pod_default_change.ts";
export { type PodDefaultsPreview, previewPodDefaults } from "./preview_pod_defaults.ts";
export type { LabelSelector } from "./selector_terms.ts";
