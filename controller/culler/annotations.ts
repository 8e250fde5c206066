/** RFC 3339: until when the user asks to be left alone. */
export const KEEP_UNTIL_ANNOTATION = "atelier.dev/keep-until";
/** A duration: how soon this one counts as idle. */
export const IDLE_AFTER_ANNOTATION = "atelier.dev/idle-after";
/** `disabled`: never because it is idle. */
export const CULLING_ANNOTATION = "atelier.dev/culling";
/** What to ask whether it is used: see `chooseProbes`. */
export const ACTIVITY_PROBE_ANNOTATION = "atelier.dev/activity-probe";
/** Kubeflow's, RFC 3339. */
export const LAST_ACTIVITY_ANNOTATION = "notebooks.kubeflow.org/last-activity";
/** Kubeflow's, RFC 3339. */
export const LAST_CHECK_ANNOTATION = "notebooks.kubeflow.org/last_activity_check_timestamp";
