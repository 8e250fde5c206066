import { stableHash } from "../../kube/stable_hash.ts";
import { CRDS, type Resource } from "./registry.ts";
import { keyIn } from "./storage.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, create, ownRequest, update, type WriteRequest } from "./writes.ts";

/** A manifest that is only read where it is not known yet, since reading a large one takes a while. */
export interface Manifest {
  /** Its text, whose hash says whether it changed. */
  text: string;
  parse: () => UntypedObject[];
}

/** Stored, but served to nobody: what was planted or installed before. */
const MEMORY = "#memory";

/** What the sandbox brings along itself. */
const OWN_SEEDS: UntypedObject[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
  {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "standard", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: "sandbox.atelier.dev/directory",
    allowVolumeExpansion: true,
  },
];

/** Brings CustomResourceDefinitions to what the manifests say, at each start. */
export function installDefinitions(core: Core, manifests: Manifest[]): void {
  for (const { text, parse } of manifests) {
    const hash = stableHash(text);
    const name = `definition-${hash}`;
    const known = core.storage.get(MEMORY, name)?.generations as Record<string, number> | undefined;
    const isStanding = ([each, generation]: [string, number]) =>
      core.storage.get(CRDS, each)?.metadata.generation === generation;
    if (known && Object.entries(known).every(isStanding)) continue;
    const installed = parse().filter((each) => each.kind === "CustomResourceDefinition").map((each) => put(core, each));
    const generations = Object.fromEntries(installed.map(({ metadata }) => [metadata.name, metadata.generation]));
    core.storage.put(MEMORY, { metadata: { name }, generations });
  }
}

function put(core: Core, object: UntypedObject): UntypedObject {
  const request = toRequest(core, object);
  const found = core.storage.get(CRDS, object.metadata.name);
  if (!found) return create(core, request, object);
  return update(core, request, (current) => ({ object: { ...current, spec: object.spec } }));
}

/** Creates those objects that never existed here; what a user deleted or changed since stays so. */
export function plantSeeds(core: Core, seeds: UntypedObject[]): void {
  const rank = ({ kind }: UntypedObject) => kind === "Namespace" ? 0 : 1;
  for (const object of [...OWN_SEEDS, ...seeds].toSorted((a, b) => rank(a) - rank(b))) {
    const request = toRequest(core, object);
    const key = keyIn(request.namespace, object.metadata.name);
    const name = `seed-${request.resource.id}-${key}`;
    if (core.storage.get(MEMORY, name)) continue;
    if (!core.storage.get(request.resource.id, key)) create(core, request, object);
    core.storage.put(MEMORY, { metadata: { name } });
  }
}

function toRequest(core: Core, { apiVersion, kind, metadata }: UntypedObject): WriteRequest {
  const resource: Resource | undefined = core.registry.byKind(apiVersion, kind);
  if (!resource) throw new Error(`Cannot plant ${kind} ${metadata.name}: its kind is not served`);
  return ownRequest(core, resource, metadata.namespace ?? (resource.namespaced ? "default" : ""), metadata.name);
}
