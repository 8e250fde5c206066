/** Who owns which fields, as `metadata.managedFields` says it, and what a server-side apply makes of an object. */
export { trackUpdate, type Writer } from "./owners.ts";
export { type Applied, applyConfig } from "./server_side_apply.ts";
