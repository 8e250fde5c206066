/** Keys that others rely on; Kubeflow's where they exist, ours under atelier.dev. */
export const STOPPED_ANNOTATION = "kubeflow-resource-stopped";
export const STOPPED_BY_ANNOTATION = "atelier.dev/stopped-by";
export const STOPPED_REASON_ANNOTATION = "atelier.dev/stopped-reason";
export const RESTART_ANNOTATION = "atelier.dev/restart-requested-at";
/** RFC 3339: until when the user asks that it is not stopped for being idle. */
export const KEEP_UNTIL_ANNOTATION = "atelier.dev/keep-until";
/** A duration: how soon this one counts as idle. */
export const IDLE_AFTER_ANNOTATION = "atelier.dev/idle-after";
/** `disabled`: never stopped because it is idle. */
export const CULLING_ANNOTATION = "atelier.dev/culling";
/** What to ask whether it is used: see `chooseProbes` of the culler. */
export const ACTIVITY_PROBE_ANNOTATION = "atelier.dev/activity-probe";
/** Kubeflow's, RFC 3339, as the next. */
export const LAST_ACTIVITY_ANNOTATION = "notebooks.kubeflow.org/last-activity";
export const LAST_CHECK_ANNOTATION = "notebooks.kubeflow.org/last_activity_check_timestamp";
export const UPDATE_POLICY_ANNOTATION = "atelier.dev/update-policy";
/** On children: the generation of the owner's spec that their template was made from. */
export const APPLIED_GENERATION_ANNOTATION = "atelier.dev/applied-generation";
/** On workloads: the node that their template asks for because of a volume, as JSON. */
export const PLACEMENT_ANNOTATION = "atelier.dev/placement";
/** On workloads: what their pod was told of how it is reached, as JSON. */
export const REACH_ANNOTATION = "atelier.dev/reach";
/** On workloads that another controller made: since when they are ours (RFC 3339); Events from before are told already. */
export const TAKEN_OVER_ANNOTATION = "atelier.dev/taken-over-at";
/** On what a mutation created: hash of (caller, mutation, token), then of the input. */
export const CLIENT_TOKEN_ANNOTATION = "atelier.dev/client-token";
export const CREATOR_ANNOTATION = "notebooks.kubeflow.org/creator";
export const SERVER_TYPE_ANNOTATION = "notebooks.kubeflow.org/server-type";
export const REWRITE_URI_ANNOTATION = "notebooks.kubeflow.org/http-rewrite-uri";
/** `disabled`: the notebook gets no file that tells Jupyter where it is reached. */
export const JUPYTER_CONFIG_ANNOTATION = "atelier.dev/jupyter-config";
export const REQUEST_HEADERS_ANNOTATION = "notebooks.kubeflow.org/http-headers-request-set";
/** On a claim: the notebook it was made for. */
export const MADE_FOR_NOTEBOOK_LABEL = "atelier.dev/made-for-notebook";
/** On a pod, by the sandbox's node: how far an image pull is, `{"phase","done","total","unit"}` as JSON. */
export const PULL_PROGRESS_ANNOTATION = "sandbox.atelier.dev/pull-progress";
/** On a pod of a sandbox's node that has joined a real control plane: the loopback address that is dialled. */
export const ADDRESS_ANNOTATION = "sandbox.atelier.dev/address";
