import type { Schema, SchemaDocument } from "../../kube/schema.ts";
import { noSuchPath } from "../../kube/failure.ts";
import { apiVersionOf, type Registry, type Resource } from "./registry.ts";
import type { RequestInfo } from "./request_info.ts";
import { SCALE } from "../../kube/rules/scale.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"];
/** Of the subresources. */
const SUB_VERBS: Record<string, string[]> = {
  status: ["get", "patch", "update"],
  scale: ["get", "patch", "update"],
  log: ["get"],
  exec: ["create", "get"],
};
/** What may be done with a subresource. */
export const subVerbs = (name: string) => SUB_VERBS[name] ?? ["create"];
const VERSION = { major: "1", minor: "36", gitVersion: "v1.36.3+sandbox", platform: "deno" };

/** Everything that is no resource: what is served, its OpenAPI, its version and its health. */
export class Discovery {
  constructor(private readonly registry: Registry, private readonly document: SchemaDocument) {}

  /** Throws 404 for other paths. */
  serve({ path, verb }: RequestInfo, request: Request): Response {
    if (verb !== "get") throw noSuchPath();
    if (["/healthz", "/livez", "/readyz"].includes(path)) return new Response("ok");
    if (path === "/openapi/v2") return noDocument();
    const body = this.#body(path.replace(/\/$/, ""), request.headers.get("accept") ?? "");
    if (!body) throw noSuchPath();
    const type = body.kind === "APIGroupDiscoveryList" ? AGGREGATED : "application/json";
    return new Response(JSON.stringify(body), { headers: { "content-type": type } });
  }

  #body(path: string, accept: string): Record<string, unknown> | undefined {
    const isAggregated = accept.includes("as=APIGroupDiscoveryList") && accept.includes("v=v2");
    if (path === "/version") return VERSION;
    if (path === "/api") return isAggregated ? this.#aggregated(true) : { kind: "APIVersions", versions: ["v1"] };
    if (path === "/apis") {
      return isAggregated
        ? this.#aggregated(false)
        : { kind: "APIGroupList", apiVersion: "v1", groups: this.#groups() };
    }
    if (path === "/openapi/v3") return this.#openapiIndex();
    const steps = path.split("/").slice(1);
    if (steps[0] === "openapi" && steps[1] === "v3") return this.#openapi(steps.slice(2).join("/"));
    if (steps[0] === "apis" && steps.length === 2) return this.#groups().find((each) => each.name === steps[1]);
    return this.#resourceList(steps[0] === "api" ? `${steps[1]}` : steps.slice(1).join("/"));
  }

  #versions(group: string): string[] {
    return [...new Set(this.registry.all().filter((each) => each.group === group).map((each) => each.version))];
  }

  #groups() {
    const names = [...new Set(this.registry.all().map((each) => each.group))].filter((each) => each !== "");
    return names.map((name) => {
      const versions = this.#versions(name).map((version) => ({ groupVersion: `${name}/${version}`, version }));
      return { kind: "APIGroup", apiVersion: "v1", name, versions, preferredVersion: versions[0] };
    });
  }

  #resourceList(groupVersion: string) {
    const found = this.registry.all().filter((each) => apiVersionOf(each) === groupVersion);
    if (found.length === 0) return undefined;
    const resources = found.flatMap((each) => [
      { name: each.plural, singularName: each.singular, ...describe(each), verbs: verbsOf(each) },
      ...each.subresources.map((name) => ({
        ...{ name: `${each.plural}/${name}`, singularName: "", namespaced: each.namespaced, ...answerOf(each, name) },
        verbs: subVerbs(name),
      })),
    ]);
    return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources };
  }

  #aggregated(isCore: boolean) {
    const groups = isCore ? [""] : this.#groups().map((each) => each.name);
    const items = groups.map((group) => ({
      metadata: { name: group || undefined },
      versions: this.#versions(group).map((version) => ({
        ...{ version, freshness: "Current" },
        resources: this.registry.all().filter((each) => each.group === group && each.version === version).map(discover),
      })),
    }));
    return { kind: "APIGroupDiscoveryList", apiVersion: "apidiscovery.k8s.io/v2", metadata: {}, items };
  }

  #openapiIndex() {
    const versions = [...new Set(this.registry.all().map((each) => apiVersionOf(each)))];
    const pathOf = (version: string) => version.includes("/") ? `apis/${version}` : `api/${version}`;
    const link = (path: string) => [path, { serverRelativeURL: `/openapi/v3/${path}` }];
    return { paths: Object.fromEntries(versions.map((version) => link(pathOf(version)))) };
  }

  #openapi(path: string) {
    const groupVersion = path.replace(/^apis?\//, "");
    const found = this.registry.all().filter((each) => apiVersionOf(each) === groupVersion);
    if (found.length === 0) return undefined;
    const { schemas: known } = this.document.components;
    const { metadata } = known["io.k8s.api.core.v1.Pod"].properties!;
    const custom = found.filter((each) => each.isCustom).map((
      each,
    ) => [schemaName(each), customSchema(each, metadata)]);
    const schemas = { ...known, ...Object.fromEntries(custom) };
    const paths = Object.fromEntries(found.map((each) => [pathOf(each), operations(each)]));
    const info = { title: "Kubernetes", version: VERSION.gitVersion };
    return { openapi: "3.0.0", info, paths, components: { schemas } };
  }
}

/** An empty document in protobuf: kubectl asks for it before it takes a v1 List apart, and then checks nothing. */
function noDocument(): Response {
  const type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
  return new Response(new Uint8Array(), { headers: { "content-type": type } });
}

const verbsOf = (resource: Resource) => resource.isReview ? ["create"] : VERBS;

function describe({ namespaced, kind, shortNames, categories }: Resource) {
  return { namespaced, kind, shortNames: some(shortNames), categories: some(categories) };
}

const some = (list: readonly string[]) => list.length > 0 ? list : undefined;

function discover(resource: Resource) {
  const { group, version, kind, plural, singular, shortNames, categories, namespaced, subresources } = resource;
  const responseKind = { group, version, kind };
  return {
    ...{ resource: plural, responseKind, scope: namespaced ? "Namespaced" : "Cluster", singularResource: singular },
    ...{ verbs: verbsOf(resource), shortNames, categories },
    subresources: subresources.map((name) => ({
      subresource: name,
      responseKind: { ...responseKind, ...answerOf(resource, name) },
      verbs: subVerbs(name),
    })),
  };
}

/** The kind that a subresource answers with, where it is not that of its resource the group and version too. */
const answerOf = ({ kind }: Resource, subresource: string) =>
  subresource === "scale" ? SCALE : { kind: subresource === "exec" ? "PodExecOptions" : kind };

const kindOf = ({ group, version, kind }: Resource) => ({ group, version, kind });
const schemaName = ({ group, version, kind }: Resource) => `${group.split(".").reverse().join(".")}.${version}.${kind}`;

function customSchema(resource: Resource, metadata: Schema) {
  const properties = { ...resource.schema.properties, metadata };
  return { ...resource.schema, properties, "x-kubernetes-group-version-kind": [kindOf(resource)] };
}

function pathOf(resource: Resource): string {
  const root = resource.group ? `/apis/${resource.group}/${resource.version}` : `/api/${resource.version}`;
  return `${root}${resource.namespaced ? "/namespaces/{namespace}" : ""}/${resource.plural}/{name}`;
}

/** What kubectl looks for: whether fieldValidation and dryRun are understood. */
function operations(resource: Resource) {
  const string = (name: string) => ({ name, in: "query", schema: { type: "string" } });
  const parameters = ["dryRun", "fieldManager", "fieldValidation", "force"].map(string);
  const operation = (action: string) => ({
    ...{ parameters, responses: { 200: { description: "OK" } } },
    ...{ "x-kubernetes-action": action, "x-kubernetes-group-version-kind": kindOf(resource) },
  });
  return { get: operation("get"), put: operation("put"), patch: operation("patch"), delete: operation("delete") };
}
