/** Effect: writes the status of what a controller makes, and waits until it sees what it wrote. */
import type { KubeClient } from "../../kube/client.ts";
import { isNotFound } from "../../kube/errors.ts";
import { isSubset } from "../../kube/json_value.ts";
import type { KubeObject } from "../../kube/object.ts";
import type { ResourceType } from "../../kube/resource_type.ts";
import type { Store } from "../../kube/store.ts";

const LIMIT_MS = 10_000;

/** Where it differs; numbers `omitted` where they are 0, and empty lists, are left out, as Go leaves them out. */
export async function writeStatus<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  live: T,
  wanted: object,
  omitted: readonly string[],
): Promise<void> {
  const isEmpty = (name: string, value: unknown) =>
    (value === 0 && omitted.includes(name)) || (Array.isArray(value) && value.length === 0);
  // In a merge patch, null takes a field away.
  const entries = Object.entries(wanted).map(([name, value]) => [name, isEmpty(name, value) ? null : value]);
  const status = Object.fromEntries(entries);
  if (isSubset(status, (live as { status?: unknown }).status ?? {})) return;
  await client.patch(type, live.metadata, { status }, { type: "merge", subresource: "status" }).catch((error) => {
    if (!isNotFound(error)) throw error;
  });
}

/** Who decides anew before it sees its own children makes them twice. */
export async function untilSeen(store: Store, version: string | undefined, signal: AbortSignal): Promise<void> {
  if (version) await store.reached(version, AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]));
}
