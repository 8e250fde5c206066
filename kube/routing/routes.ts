import type { KubeObject } from "../object.ts";
import type { ResourceType } from "../resource_type.ts";

interface Headers {
  set?: Record<string, string>;
  add?: Record<string, string>;
  remove?: string[];
}

/** What we read of an Istio VirtualService. */
export interface VirtualService extends KubeObject {
  spec: {
    http?: {
      match?: { uri?: { prefix?: string; exact?: string; regex?: string } }[];
      rewrite?: { uri?: string };
      headers?: { request?: Headers };
      route?: { destination: { host: string; port?: { number?: number } } }[];
      timeout?: string;
    }[];
  };
}

type NamedValue = { name: string; value: string };

/** What we read of a Gateway API HTTPRoute. */
export interface HttpRoute extends KubeObject {
  spec: {
    rules?: {
      matches?: { path?: { type?: string; value?: string } }[];
      filters?: {
        type: string;
        urlRewrite?: { path?: { type: string; replacePrefixMatch?: string; replaceFullPath?: string } };
        requestHeaderModifier?: { set?: NamedValue[]; add?: NamedValue[]; remove?: string[] };
      }[];
      backendRefs?: { name: string; namespace?: string; port?: number }[];
      timeouts?: { request?: string };
    }[];
  };
}

export const VIRTUAL_SERVICES: ResourceType<VirtualService> = {
  group: "networking.istio.io",
  version: "v1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
export const HTTP_ROUTES: ResourceType<HttpRoute> = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
  namespaced: true,
};

/** One rule of either kind: which paths it takes, where they go, and what is changed on the way. */
export interface Route {
  kind: "prefix" | "segments" | "exact" | "regex";
  /** Path, prefix or regular expression, by `kind`. */
  path: string;
  service: { namespace: string; name: string; port?: number };
  /** Replaces what matched. */
  rewrite?: string;
  headers: { set: Record<string, string>; remove: string[] };
  timeoutMs?: number;
}

/** All rules in the order in which they are tried: VirtualServices oldest first, then HTTPRoutes longest path first. */
export function orderRoutes(virtualServices: readonly VirtualService[], httpRoutes: readonly HttpRoute[]): Route[] {
  const age = ({ metadata: { creationTimestamp, namespace, name } }: KubeObject) =>
    `${creationTimestamp} ${namespace}/${name}`;
  const oldestFirst = <T extends KubeObject>(list: readonly T[]) => [...list].sort((a, b) => age(a) < age(b) ? -1 : 1);
  return [
    ...oldestFirst(virtualServices).flatMap(routesOfVirtualService),
    ...oldestFirst(httpRoutes).flatMap(routesOfHttpRoute).sort((a, b) => b.path.length - a.path.length),
  ];
}

/** The first route that takes `path`, which has no query. */
export function matchRoute(routes: readonly Route[], path: string): Route | undefined {
  return routes.find((route) => matchedPart(route, path) !== undefined);
}

/** `path` as the tool is to see it. */
export function rewritePath(route: Route, path: string): string {
  if (route.rewrite === undefined) return path;
  const rest = path.slice(matchedPart(route, path)?.length ?? 0);
  const joined = route.kind === "segments" ? `${route.rewrite.replace(/\/$/, "")}${rest}` : route.rewrite + rest;
  return joined.startsWith("/") ? joined : `/${joined}`;
}

function matchedPart({ kind, path: wanted }: Route, path: string): string | undefined {
  if (kind === "exact") return path === wanted ? path : undefined;
  if (kind === "prefix") return path.startsWith(wanted) ? wanted : undefined;
  if (kind === "regex") return new RegExp(`^(?:${wanted})$`).test(path) ? path : undefined;
  const prefix = wanted.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`) ? prefix : undefined;
}

function routesOfVirtualService({ metadata, spec }: VirtualService): Route[] {
  return (spec.http ?? []).flatMap(({ match, rewrite, headers, route, timeout }) => {
    const destination = route?.[0]?.destination;
    if (!destination) return [];
    const [name, namespace = metadata.namespace!] = destination.host.split(".");
    const { set, add, remove } = headers?.request ?? {};
    const common = {
      service: { namespace, name, port: destination.port?.number },
      rewrite: rewrite?.uri,
      headers: { set: { ...add, ...set }, remove: remove ?? [] },
      timeoutMs: toMs(timeout),
    };
    return (match ?? [{ uri: { prefix: "/" } }]).flatMap(({ uri }): Route[] => {
      if (uri?.exact !== undefined) return [{ kind: "exact", path: uri.exact, ...common }];
      if (uri?.regex !== undefined) return [{ kind: "regex", path: uri.regex, ...common }];
      return [{ kind: "prefix", path: uri?.prefix ?? "/", ...common }];
    });
  });
}

function routesOfHttpRoute({ metadata, spec }: HttpRoute): Route[] {
  return (spec.rules ?? []).flatMap(({ matches, filters = [], backendRefs, timeouts }) => {
    const backend = backendRefs?.[0];
    if (!backend) return [];
    const modifiers = filters.flatMap((each) => each.requestHeaderModifier ?? []);
    const pairs = modifiers.flatMap((each) => [...each.add ?? [], ...each.set ?? []]);
    const replacement = filters.find((each) => each.urlRewrite)?.urlRewrite?.path;
    const common = {
      service: { namespace: backend.namespace ?? metadata.namespace!, name: backend.name, port: backend.port },
      rewrite: replacement?.replacePrefixMatch ?? replacement?.replaceFullPath,
      headers: {
        set: Object.fromEntries(pairs.map((each) => [each.name, each.value])),
        remove: modifiers.flatMap((each) => each.remove ?? []),
      },
      timeoutMs: toMs(timeouts?.request),
    };
    const kinds = { Exact: "exact", RegularExpression: "regex", PathPrefix: "segments" } as const;
    return (matches ?? [{}]).map(({ path }): Route => ({
      kind: kinds[path?.type as keyof typeof kinds] ?? "segments",
      path: path?.value ?? "/",
      ...common,
    }));
  });
}

/** Milliseconds of a duration such as `300s`, `1m30s` or `500ms`; nothing for 0 and for none. */
function toMs(duration: string | undefined): number | undefined {
  const units: Record<string, number> = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
  const parts = [...(duration ?? "").matchAll(/([\d.]+)(ms|[hms])/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit], 0) || undefined;
}
