import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import {
  apiVersionOf,
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  type KubeClient,
  type KubeMetrics,
  type ReflectedStore,
  type ResourceType,
  startReflector,
} from "../../kube/mod.ts";
import { ROUTE_CRDS, servedType, trimCrd } from "./route_support.ts";

const nameOf = ({ plural, group }: ResourceType) => `${plural}.${group}`;

/** Watches the CRDs that decide what the controller can do; all others are dropped at intake. */
export function watchCrds(
  client: KubeClient,
  types: readonly ResourceType[],
  options: { clock: Clock; log: Log; metrics: KubeMetrics; doubts?: EventTarget },
  signal: AbortSignal,
): ReflectedStore<CustomResourceDefinition> {
  const watched: readonly string[] = [...types.map(nameOf), ...Object.values(ROUTE_CRDS)];
  const keep = ({ metadata }: CustomResourceDefinition) => watched.includes(metadata.name);
  return startReflector(client, CUSTOM_RESOURCE_DEFINITIONS, { ...options, keep, trim: trimCrd }, signal);
}

/**
 * Resolves once all of our kinds are served, or where it cannot be seen whether they are: then their own watches try
 * until they are. Rejects when the signal aborts.
 */
export async function kindsServed(
  crds: ReflectedStore<CustomResourceDefinition>,
  types: readonly ResourceType[],
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  await crds.settled(signal);
  const missing = () => types.filter((each) => !isServed(crds, each));
  if (crds.refusal !== undefined || missing().length === 0) return;
  for (const each of missing()) log.info("Waiting for a CRD", { crd: nameOf(each), version: apiVersionOf(each) });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = crds.subscribe(() => missing().length === 0 && resolve());
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  await promise.finally(() => {
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  });
}

function isServed(crds: ReflectedStore<CustomResourceDefinition>, type: ResourceType): boolean {
  const crd = crds.get(nameOf(type));
  const isListed = crd?.spec?.versions.some((each) => each.name === type.version && each.served);
  return isListed === true && servedType(crd!) !== undefined;
}
