import { type Clock, systemClock } from "../platform/clock.ts";
import type { AccessAttributes, Caller } from "./access_review.ts";

/** Remembers reviews for a short while. */
export interface AccessCache {
  /** As `reviewAccess`; failures are not remembered, and a review under way is shared. */
  review(caller: Caller, attributes: AccessAttributes): Promise<boolean>;
  /** Forgets everything, as after a change of RBAC: a review that began before is not remembered either. */
  clear(): void;
  /** How many answers are held. */
  readonly size: number;
}

interface Entry {
  answer: Promise<boolean>;
  /** Milliseconds since the epoch. */
  until: number;
}

/** Makes a cache over a review; 5 s from a review's beginning, at most 10,000 answers. */
export function createAccessCache(
  review: (caller: Caller, attributes: AccessAttributes) => Promise<boolean>,
  options: { ttlMs?: number; maxEntries?: number; clock?: Clock } = {},
): AccessCache {
  const { ttlMs = 5_000, maxEntries = 10_000, clock = systemClock } = options;
  // In the order of their beginning, which is that of their end.
  const entries = new Map<string, Entry>();
  const makeRoom = (now: number) => {
    for (const [key, { until }] of entries) {
      if (until > now && entries.size < maxEntries) return;
      entries.delete(key);
    }
  };
  return {
    review(caller, attributes) {
      const key = accessKey(caller, attributes);
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && known.until > now) return known.answer;
      entries.delete(key);
      makeRoom(now);
      const entry: Entry = { answer: review(caller, attributes), until: now + ttlMs };
      entries.set(key, entry);
      entry.answer.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      return entry.answer;
    },
    clear: () => entries.clear(),
    get size() {
      return entries.size;
    },
  };
}

/** The question as one text; each part carries its length, so that no two questions have the same text. */
export function accessKey(caller: Caller, attributes: AccessAttributes): string {
  const extra = Object.entries(caller.extra ?? {}).sort(([a], [b]) => a < b ? -1 : 1);
  const { verb, group, resource, subresource = "", namespace = "", name = "" } = attributes;
  return joined([
    caller.name,
    caller.uid ?? "",
    joined([...caller.groups].sort()),
    joined(extra.map(([key, values]) => joined([key, ...values]))),
    ...[verb, group, resource, subresource, namespace, name],
  ]);
}

function joined(parts: readonly string[]): string {
  return parts.map((part) => `${part.length}:${part}`).join("");
}
