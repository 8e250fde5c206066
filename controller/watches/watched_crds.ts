import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import {
  apiVersionOf,
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  type KubeClient,
  type KubeMetrics,
  notInstalledWords,
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
 * Resolves once any of our kinds is served, or where it cannot be seen whether they are: then their own watches try until
 * they are. One that is not installed keeps none of the others waiting. Rejects when the signal aborts.
 */
export async function someKindServed(
  crds: ReflectedStore<CustomResourceDefinition>,
  types: readonly ResourceType[],
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  await crds.settled(signal);
  for (const each of missingKinds(crds, types)) {
    log.info("Waiting for a CRD", { crd: nameOf(each), version: apiVersionOf(each) });
  }
  const isAnyServed = () => crds.refusal !== undefined || missingKinds(crds, types).length < types.length;
  if (isAnyServed()) return;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = crds.subscribe(() => isAnyServed() && resolve());
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  await promise.finally(() => {
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  });
}

/** Which of our kinds are not installed, as far as that can be seen. */
export function missingKinds(
  crds: ReflectedStore<CustomResourceDefinition>,
  types: readonly ResourceType[],
): ResourceType[] {
  return crds.isReady ? types.filter((each) => !isServed(crds, each)) : [];
}

/** That kinds are not installed, a sentence each. */
export function missingKindWords(
  crds: ReflectedStore<CustomResourceDefinition>,
  types: readonly ResourceType[],
): string[] {
  return missingKinds(crds, types).map((each) => `${notInstalledWords(each)} It is looked after once it does.`);
}

function isServed(crds: ReflectedStore<CustomResourceDefinition>, type: ResourceType): boolean {
  const crd = crds.get(nameOf(type));
  const isListed = crd?.spec?.versions.some((each) => each.name === type.version && each.served);
  return isListed === true && servedType(crd!) !== undefined;
}
