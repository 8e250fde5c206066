/** How our own processes reach a tool. */
export interface ReachConfig {
  /** TOOL_ACCESS: the cluster's DNS, the gateway, or the apiserver's Service proxy. */
  access: "dns" | "gateway" | "apiserver-proxy";
  /** Where the gateway is, such as `http://127.0.0.1:8081`; with `apiserver-proxy`, where the apiserver is. */
  toolOrigin: string;
  /** Such as `cluster.local`. */
  clusterDomain: string;
}

/** A Service and the port to ask it on. */
export interface ReachableService {
  namespace: string;
  name: string;
  port: number;
}

/** The URL at which our own processes ask a tool's Service for `path` (its full path with the route's prefix). */
export function reach(config: ReachConfig, service: ReachableService, path: string): URL {
  const { namespace, name, port } = service;
  const rooted = confined(path);
  switch (config.access) {
    case "dns":
      return at(`http://${name}.${namespace}.svc.${config.clusterDomain}:${port}`, rooted);
    case "gateway":
      return at(config.toolOrigin, rooted);
    case "apiserver-proxy":
      return at(
        config.toolOrigin,
        `/api/v1/namespaces/${encodeURIComponent(namespace)}/services/${
          encodeURIComponent(name)
        }:${port}/proxy${rooted}`,
      );
  }
}

/** The path with its dots resolved, so that `/../..` cannot climb out of what it is appended to, and its query. */
function confined(path: string): string {
  const { pathname, search } = new URL(`http://localhost${path.startsWith("/") ? path : `/${path}`}`);
  return pathname + search;
}

/** Appends a path to an origin; a path such as `//host/` names no other host there. */
function at(origin: string, path: string): URL {
  return new URL(origin.replace(/\/+$/, "") + path);
}
