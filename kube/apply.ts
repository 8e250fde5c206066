import type { KubeClient } from "./client.ts";
import { ApiError } from "./errors.ts";
import { type ApplyOutcome, type KubeMetrics, NO_KUBE_METRICS } from "./metrics.ts";
import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";

/** How an object is applied. */
export interface CountedApplyOptions {
  fieldManager: string;
  /** False: what others own is left to them, and the apiserver answers with a conflict; true where left out. */
  force?: boolean;
  subresource?: string;
  /** Whether it is there already, for the count. */
  exists: boolean;
  metrics?: KubeMetrics;
  signal?: AbortSignal;
}

/**
 * Server-side apply, for a body that is known to differ (`needsApply`); counts what became of it and answers the object as
 * it lives now. Rejects with what the apiserver said.
 */
export async function applyCounted<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  body: KubeObject,
  { fieldManager, force = true, subresource, exists, metrics = NO_KUBE_METRICS, signal }: CountedApplyOptions,
): Promise<T> {
  try {
    const object = await client.apply(type, body, { fieldManager, subresource, signal, force });
    metrics.applied(type, exists ? "applied" : "created");
    return object;
  } catch (error) {
    metrics.applied(type, outcomeOf(error));
    throw error;
  }
}

function outcomeOf(error: unknown): ApplyOutcome {
  if (!(error instanceof ApiError)) return "failed";
  if (error.code === 409) return "conflict";
  return error.code < 500 && error.code !== 429 ? "refused" : "failed";
}
