import type { Store } from "../kube/mod.ts";
import type { Clock } from "../platform/clock.ts";
import { requestError } from "./request_error.ts";
import { decodeRevision } from "./revision.ts";

/** Longest wait for a store to reach a revision, in milliseconds. */
const AT_LEAST_MS = 10_000;

/** Waits until `store` reflects `atLeast`; rejects with INVALID for no revision, UNAVAILABLE after 10 s. */
export async function waitAtLeast(
  store: Store,
  resource: string,
  atLeast: string | null | undefined,
  clock: Clock,
): Promise<void> {
  if (atLeast == null) return;
  const versions = decodeRevision(atLeast);
  if (!versions) throw requestError("INVALID", "Cannot wait for this revision: it is none of ours.");
  const target = versions[resource];
  if (!target) return;
  const controller = new AbortController();
  const deadline = clock.sleep(AT_LEAST_MS, controller.signal).then(() => "late" as const, () => "late" as const);
  const outcome = await Promise.race([
    store.reached(target, controller.signal).then(() => "reached" as const, () => "late" as const),
    deadline,
  ]);
  controller.abort();
  if (outcome === "late") {
    throw requestError("UNAVAILABLE", "Cannot answer as of this revision: it was not seen within 10 s. Try again.");
  }
}
