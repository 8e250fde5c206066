/**
 * Cuts kube/openapi/kubernetes.json from Kubernetes' own OpenAPI v3 files. Run by hand when Kubernetes' version changes:
 *
 *     deno task gen:openapi "$(go env GOMODCACHE)/k8s.io/kubernetes@v1.36.3/api/openapi-spec/v3"
 */
import { firstSentence } from "./first_sentence.ts";

/** Group file → the kinds that we read, write or serve. */
const KINDS: Record<string, string[]> = {
  "api__v1": [
    "io.k8s.api.core.v1.ConfigMap",
    "io.k8s.api.core.v1.Event",
    "io.k8s.api.core.v1.LimitRange",
    "io.k8s.api.core.v1.Namespace",
    "io.k8s.api.core.v1.Node",
    "io.k8s.api.core.v1.PersistentVolumeClaim",
    "io.k8s.api.core.v1.Pod",
    "io.k8s.api.core.v1.ResourceQuota",
    "io.k8s.api.core.v1.Secret",
    "io.k8s.api.core.v1.Service",
    "io.k8s.api.core.v1.ServiceAccount",
  ],
  "apis__apiextensions.k8s.io__v1": [
    "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition",
  ],
  "apis__apps__v1": [
    "io.k8s.api.apps.v1.Deployment",
    "io.k8s.api.apps.v1.ReplicaSet",
    "io.k8s.api.apps.v1.StatefulSet",
  ],
  "apis__authorization.k8s.io__v1": [
    "io.k8s.api.authorization.v1.SelfSubjectAccessReview",
    "io.k8s.api.authorization.v1.SelfSubjectRulesReview",
    "io.k8s.api.authorization.v1.SubjectAccessReview",
  ],
  "apis__coordination.k8s.io__v1": ["io.k8s.api.coordination.v1.Lease"],
  "apis__rbac.authorization.k8s.io__v1": [
    "io.k8s.api.rbac.v1.ClusterRole",
    "io.k8s.api.rbac.v1.ClusterRoleBinding",
    "io.k8s.api.rbac.v1.Role",
    "io.k8s.api.rbac.v1.RoleBinding",
  ],
  "apis__storage.k8s.io__v1": ["io.k8s.api.storage.v1.StorageClass"],
};

const REF_PREFIX = "#/components/schemas/";
const OUTPUT = new URL("../kube/openapi/kubernetes.json", import.meta.url);

/** A schema object of OpenAPI v3, as far as it is looked into here. */
export type OpenApiSchema = Record<string, unknown>;

/** Shortens descriptions and drops the defaults that are only the zero of a Go type; never touches property names. */
export function trimSchema(schema: OpenApiSchema): OpenApiSchema {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, unknown][] => {
    if (key === "default" && isZero(value)) return [];
    if (key === "description") return [[key, firstSentence(String(value))]];
    if (key === "properties") return [[key, mapValues(value as Record<string, OpenApiSchema>, trimSchema)]];
    if (key === "items" || key === "additionalProperties") return [[key, trimOne(value)]];
    if (key === "allOf" || key === "oneOf" || key === "anyOf") {
      return [[key, (value as OpenApiSchema[]).map(trimSchema)]];
    }
    return [[key, value]];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
}

/** The names of the schemas that `schema` refers to. */
export function refsOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(refsOf);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "$ref" && typeof value === "string" ? [value.slice(REF_PREFIX.length)] : refsOf(value)
  );
}

/** `roots` and all that they refer to, trimmed, in the order of their names. */
export function cutSchemas(all: Record<string, OpenApiSchema>, roots: string[]): Record<string, OpenApiSchema> {
  const kept = new Map<string, OpenApiSchema>();
  const queue = [...roots];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (kept.has(name)) continue;
    if (!all[name]) throw new Error(`Cannot cut the schema ${name}: the OpenAPI files have none of that name`);
    kept.set(name, trimSchema(all[name]));
    queue.push(...refsOf(all[name]));
  }
  return Object.fromEntries([...kept].sort(([a], [b]) => a < b ? -1 : 1));
}

/** One schema a line, so that a change of Kubernetes' version is a readable diff. */
export function printSchemas(version: string, schemas: Record<string, OpenApiSchema>): string {
  const lines = Object.entries(schemas).map(([name, schema]) => `${JSON.stringify(name)}:${JSON.stringify(schema)}`);
  return `{"info":${JSON.stringify({ title: "Kubernetes", version })},"components":{"schemas":{\n${
    lines.join(",\n")
  }\n}}}\n`;
}

function isZero(value: unknown): boolean {
  return value === "" || value === 0 || value === false || JSON.stringify(value) === "{}";
}

function trimOne(value: unknown): unknown {
  return typeof value === "object" && value !== null ? trimSchema(value as OpenApiSchema) : value;
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(
    Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) => [key, map(value)]),
  );
}

async function main(directory: string): Promise<void> {
  const all: Record<string, OpenApiSchema> = {};
  for (const file of Object.keys(KINDS)) {
    const text = await Deno.readTextFile(`${directory}/${file}_openapi.json`);
    Object.assign(all, JSON.parse(text).components.schemas);
  }
  const version = directory.match(/kubernetes@(v[\d.]+)/)?.[1] ?? "unknown";
  const schemas = cutSchemas(all, Object.values(KINDS).flat());
  const text = printSchemas(version, schemas);
  await Deno.writeTextFile(OUTPUT, text);
  console.log(`${Object.keys(schemas).length} schemas, ${text.length} bytes`);
}

if (import.meta.main) {
  const [directory] = Deno.args;
  if (!directory) throw new Error("Cannot cut the OpenAPI: the directory of Kubernetes' v3 files is missing");
  await main(directory);
}
