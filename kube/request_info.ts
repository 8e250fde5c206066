import { isFlagSet } from "./query_flag.ts";

/** What a request is about, as Kubernetes' RequestInfo: the terms of authorisation. */
export interface RequestInfo<R> {
  /** get, list, watch, create, update, patch, delete, deletecollection; for other paths the method in lower case. */
  readonly verb: string;
  readonly path: string;
  readonly params: URLSearchParams;
  readonly group: string;
  readonly plural: string;
  /** Absent for paths that are no resource's, or of one that is not served. */
  readonly resource?: R;
  /** Whether the path has the form of a resource's. */
  readonly isResourcePath: boolean;
  readonly namespace: string;
  /** Of the path, or the one that a list or watch selects: rights may be limited to names. */
  readonly name: string;
  readonly subresource: string;
}

const VERBS: Record<string, string> = {
  GET: "get",
  HEAD: "get",
  POST: "create",
  PUT: "update",
  PATCH: "patch",
  DELETE: "delete",
};

/** Reads a request's method and URL; `find` knows what is served. */
export function parseRequest<R extends { namespaced: boolean }>(
  method: string,
  url: URL,
  find: (group: string, version: string, plural: string) => R | undefined,
): RequestInfo<R> {
  const steps = url.pathname.split("/").filter((step) => step !== "").map(decodeURIComponent);
  const base = { path: url.pathname, params: url.searchParams, namespace: "", name: "", subresource: "" };
  const rest = steps[0] === "api" ? steps.slice(1) : steps.slice(2);
  if ((steps[0] !== "api" && steps[0] !== "apis") || rest.length < 2) {
    return { ...base, verb: method.toLowerCase(), group: "", plural: "", isResourcePath: false };
  }
  const group = steps[0] === "apis" ? steps[1] : "";
  const [version, ...tail] = rest;
  const isScoped = tail[0] === "namespaces" && tail.length > 2 && !["status", "finalize"].includes(tail[2]);
  const [plural, name = "", subresource = ""] = isScoped ? tail.slice(2) : tail;
  const namespace = isScoped ? tail[1] : plural === "namespaces" ? name : "";
  const resource = find(group, version, plural);
  const verb = verbOf(method, name, url.searchParams);
  const selected = /(?:^|,)metadata\.name==?([^,]+)/.exec(url.searchParams.get("fieldSelector") ?? "")?.[1] ?? "";
  const isServed = resource && (resource.namespaced ? isScoped || !name : !isScoped);
  return {
    ...{ ...base, verb, group, plural, isResourcePath: true, namespace, subresource },
    resource: isServed ? resource : undefined,
    name: verb === "list" || verb === "watch" ? selected : name,
  };
}

function verbOf(method: string, name: string, params: URLSearchParams): string {
  const verb = VERBS[method] ?? method.toLowerCase();
  if (verb === "delete" && !name) return "deletecollection";
  if (verb !== "get" || name) return verb;
  return isFlagSet(params, "watch") ? "watch" : "list";
}
