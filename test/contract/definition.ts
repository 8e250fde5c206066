import { type Answer, type ContractTarget, eventually, ok, send } from "./target.ts";

export const DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** A kind `Thing` in a group of its own, and where its objects are. */
export interface DefinedThing {
  group: string;
  /** Of the definition. */
  path: string;
  /** Of the things of the case's namespace, in a version. */
  things(version?: string): string;
  /** A thing as it is sent. */
  thing(name: string, spec?: unknown): Answer;
}

/** Where a case's own kind will be; it is defined by `defineThing`. */
export function thingOf({ namespace }: ContractTarget): DefinedThing {
  const group = `${namespace}.example.org`;
  return {
    group,
    path: `${DEFINITIONS}/things.${group}`,
    things: (version = "v1") => `/apis/${group}/${version}/namespaces/${namespace}/things`,
    thing: (name, spec) => ({ apiVersion: `${group}/v1`, kind: "Thing", metadata: { name }, spec }),
  };
}

/** A served and stored version whose spec has these properties. */
export const version = (properties: Answer, more: Answer = {}): Answer => ({
  ...{ name: "v1", served: true, storage: true },
  schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties } } } },
  ...more,
});

/** A CustomResourceDefinition of things in these versions. */
export const definitionOf = ({ group }: DefinedThing, versions: Answer[], more: Answer = {}): Answer => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: { group, scope: "Namespaced", names: { plural: "things", kind: "Thing" }, versions, ...more },
});

/** Runs `use` while things of these versions are served; their definition goes again afterwards. */
export async function withThings(
  cluster: ContractTarget,
  versions: Answer[],
  use: (thing: DefinedThing) => Promise<void>,
): Promise<void> {
  const defined = thingOf(cluster);
  await ok(cluster, "POST", DEFINITIONS, definitionOf(defined, versions));
  for (const { name, served } of versions) if (served) await untilServed(cluster, defined.things(name));
  await use(defined);
  await send(cluster, "DELETE", defined.path);
}

/** Waits until a collection is served: a real server begins and ends to serve a kind a moment later. */
export async function untilServed(cluster: ContractTarget, path: string, isServed = true): Promise<void> {
  await eventually(() => send(cluster, "GET", path), ({ status }) => status === (isServed ? 200 : 404));
}
