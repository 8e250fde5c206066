/** The three patches that carry no ownership, and what makes one; pure. */
export { jsonDiff } from "./json_diff.ts";
export { jsonPatch, type JsonPatchOperation } from "./json_patch.ts";
export { mergePatch } from "./merge_patch.ts";
export { strategicMergePatch } from "./strategic_merge_patch.ts";
