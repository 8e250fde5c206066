import type { Clock } from "../platform/clock.ts";
import type { AccessAttributes, Caller } from "./access_review.ts";

/** Remembers reviews for a short while. */
export interface AccessCache {
  /** As `reviewAccess`; failures are not remembered, and a review under way is shared. */
  review(caller: Caller, attributes: AccessAttributes): Promise<boolean>;
  /** Forgets everything, as after a change of RBAC: a review begun before is not remembered. */
  clear(): void;
}

/** Makes a cache over a review; 5 s, at most 10,000 answers. */
export function createAccessCache(
  _review: (caller: Caller, attributes: AccessAttributes) => Promise<boolean>,
  _options: { ttlMs?: number; maxEntries?: number; clock?: Clock } = {},
): AccessCache {
  throw new Error("Cannot make an access cache: not written yet.");
}
