import { backoffMs } from "../platform/backoff.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import { SELF_SUBJECT_REVIEWS } from "./builtins.ts";
import type { KubeClient } from "./client.ts";
import { ApiError } from "./errors.ts";
import { accountOf } from "./service_accounts/account_name.ts";

/**
 * The namespace of the ServiceAccount that the apiserver takes the client for; undefined: it is somebody else, or may not
 * ask. Tries until the apiserver answers; rejects when the signal aborts.
 */
export async function askOwnNamespace(
  client: KubeClient,
  { clock = systemClock, log = silentLog }: { clock?: Clock; log?: Log },
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let attempt = 1;; attempt++) {
    try {
      const { status } = await client.create(SELF_SUBJECT_REVIEWS, {}, { signal });
      return accountOf(status?.userInfo?.username ?? "")?.namespace;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof ApiError && error.code < 500 && error.code !== 429) return undefined;
      log.warn("Cannot ask the apiserver who we are, trying again", { error });
      await clock.sleep(backoffMs(attempt), signal);
    }
  }
}
