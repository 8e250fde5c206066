import type { KubeClient } from "./client.ts";
import { needsApply } from "./drift.ts";
import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";
import type { RootedSchema } from "./schema.ts";

/** What became of an apply, and the object as it lives now. */
export interface ApplyResult<T> {
  outcome: "unchanged" | "created" | "applied";
  object: T;
}

/** Server-side apply of `desired`, with force, sent only where `live` (from a store) differs from it. */
export async function applyIfNeeded<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  desired: KubeObject,
  live: T | undefined,
  options: { fieldManager: string; subresource?: string; schema?: RootedSchema; signal?: AbortSignal },
): Promise<ApplyResult<T>> {
  const { fieldManager, subresource, schema, signal } = options;
  if (live && !needsApply(desired, live, { manager: fieldManager, subresource, schema })) {
    return { outcome: "unchanged", object: live };
  }
  const object = await client.apply(type, desired, { fieldManager, subresource, signal, force: true });
  return { outcome: live ? "applied" : "created", object };
}
