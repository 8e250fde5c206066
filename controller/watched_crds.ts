import type { Clock } from "../platform/clock.ts";
import type { Log } from "../platform/log.ts";
import {
  apiVersionOf,
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  type KubeClient,
  type KubeMetrics,
  NOTEBOOKS,
  type ReflectedStore,
  startReflector,
} from "../kube/mod.ts";
import { ROUTE_CRDS, servedType, trimCrd } from "./route_support.ts";

const NOTEBOOK_CRD = `${NOTEBOOKS.plural}.${NOTEBOOKS.group}`;
const WATCHED: readonly string[] = [NOTEBOOK_CRD, ...Object.values(ROUTE_CRDS)];

/** Watches the CRDs that decide what the controller can do; all others are dropped at intake. */
export function watchCrds(
  client: KubeClient,
  options: { clock: Clock; log: Log; metrics: KubeMetrics; doubts?: EventTarget },
  signal: AbortSignal,
): ReflectedStore<CustomResourceDefinition> {
  const keep = ({ metadata }: CustomResourceDefinition) => WATCHED.includes(metadata.name);
  return startReflector(client, CUSTOM_RESOURCE_DEFINITIONS, { ...options, keep, trim: trimCrd }, signal);
}

/**
 * Resolves once Notebooks are served, or where it cannot be seen whether they are: then their own watch tries until they
 * are. Rejects when the signal aborts.
 */
export async function notebooksServed(
  crds: ReflectedStore<CustomResourceDefinition>,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  await crds.settled(signal);
  if (crds.refusal !== undefined || areNotebooksServed(crds)) return;
  log.info("Waiting for a CRD", { crd: NOTEBOOK_CRD, version: apiVersionOf(NOTEBOOKS) });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const unsubscribe = crds.subscribe(() => areNotebooksServed(crds) && resolve());
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  await promise.finally(() => {
    unsubscribe();
    signal.removeEventListener("abort", onAbort);
  });
}

function areNotebooksServed(crds: ReflectedStore<CustomResourceDefinition>): boolean {
  const crd = crds.get(NOTEBOOK_CRD);
  const isServed = crd?.spec?.versions.some((each) => each.name === NOTEBOOKS.version && each.served);
  return isServed === true && servedType(crd!) !== undefined;
}
