import { createHash } from "node:crypto";
import { canonicalJson } from "./canonical_json.ts";

/** SHA-256 of a value's canonical JSON, as 64 hex digits: the same whatever the order of keys. */
export function stableHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
