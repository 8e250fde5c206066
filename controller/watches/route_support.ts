import {
  compareVersions,
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  type ResourceType,
} from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";

/**
 * Which kind of route this cluster takes; `missing` says what is wanted and not installed, `refusal` are the apiserver's
 * words where it does not let us see that.
 */
export type RouteSupport =
  & { readonly refusal?: string }
  & (
    | { readonly kind: "istio" | "gateway-api"; readonly type: ResourceType; readonly isReady: boolean }
    | { readonly kind: "none"; readonly missing?: string }
  );

/** The CRDs by which routes are made, by their names. */
export const ROUTE_CRDS = {
  istio: "virtualservices.networking.istio.io",
  "gateway-api": "httproutes.gateway.networking.k8s.io",
} as const;

/** What ROUTES means on a cluster with these CRDs, before its objects are known. */
export function chooseRoutes(
  settings: Pick<ControllerSettings, "routes" | "allowIstio">,
  find: (crd: string) => CustomResourceDefinition | undefined,
): { kind: "istio" | "gateway-api"; type: ResourceType } | { kind: "none"; missing?: string } {
  const { routes, allowIstio } = settings;
  if (routes === "none") return { kind: "none" };
  const wanted: ("istio" | "gateway-api")[] = routes === "auto" ? ["istio", "gateway-api"] : [routes];
  for (const kind of wanted) {
    const crd = kind === "istio" && !allowIstio ? undefined : find(ROUTE_CRDS[kind]);
    const type = crd && servedType(crd);
    if (type) return { kind, type };
  }
  return { kind: "none", missing: wanted.map((kind) => ROUTE_CRDS[kind]).join(" and ") };
}

/**
 * The installed kinds that are not the chosen one. None where what is wanted is missing: what there is of another kind may
 * be the only way in.
 */
export function formerRoutes(
  chosen: ReturnType<typeof chooseRoutes>,
  find: (crd: string) => CustomResourceDefinition | undefined,
): ResourceType[] {
  if (chosen.kind === "none" && chosen.missing !== undefined) return [];
  return Object.entries(ROUTE_CRDS)
    .filter(([kind]) => kind !== chosen.kind)
    .map(([, name]) => find(name))
    .map((crd) => crd && servedType(crd))
    .filter((type) => type !== undefined);
}

/** How to address a CRD's kind in its newest served version; undefined until it is established. */
export function servedType(crd: CustomResourceDefinition): ResourceType | undefined {
  const { group, names, versions = [] } = crd.spec ?? {};
  const isEstablished = crd.status?.conditions?.some((each) => each.type === "Established" && each.status === "True");
  const served = versions.filter((each) => each.served).map((each) => each.name).sort(compareVersions);
  if (!isEstablished || !group || !names || served.length === 0) return undefined;
  return {
    group,
    version: served[0],
    plural: names.plural,
    kind: names.kind,
    namespaced: crd.spec?.scope !== "Cluster",
  };
}

/** What is read of a CRD: which versions of which kind are served. Schemas are large and nobody reads them here. */
export function trimCrd(crd: CustomResourceDefinition): CustomResourceDefinition {
  const { name, uid, resourceVersion } = crd.metadata;
  const versions = crd.spec?.versions.map(({ name, served, storage }) => ({ name, served, storage })) ?? [];
  const conditions = crd.status?.conditions?.filter((each) => each.type === "Established") ?? [];
  return {
    apiVersion: `${CUSTOM_RESOURCE_DEFINITIONS.group}/v1`,
    kind: CUSTOM_RESOURCE_DEFINITIONS.kind,
    metadata: { name, uid, resourceVersion },
    spec: { group: crd.spec!.group, names: crd.spec!.names, scope: crd.spec!.scope, versions },
    status: { acceptedNames: crd.spec!.names, conditions, storedVersions: [] },
  };
}
