/** Who owns which fields, as `metadata.managedFields` says it, and what a server-side apply makes of an object. */
export { emptyOf } from "./field_comparison.ts";
export { trackUpdate, type Writer } from "./owners.ts";
export { type Applied, applyConfig } from "./server_side_apply.ts";
export { refuseUntyped } from "./typed_patch.ts";
