import type { KubeObject } from "./object.ts";

/** How a kind is addressed over HTTP; `T` is the shape of its objects. */
export interface ResourceType<T extends KubeObject = KubeObject> {
  /** API group; empty for core. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Carries `T` for the compiler only; never set. */
  readonly _object?: T;
}

/** Which object of a type: namespace (absent for cluster-scoped ones) and name. */
export interface ObjectKey {
  namespace?: string;
  name: string;
}

/** `v1` or `group/version`, as in an object's apiVersion. */
export function apiVersionOf(type: ResourceType): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** The path of a type's collection, or of one object, or of its subresource, without a leading host. */
export function pathOf(type: ResourceType, key: Partial<ObjectKey> = {}, subresource?: string): string {
  const root = type.group ? `/apis/${type.group}/${type.version}` : `/api/${type.version}`;
  const scope = type.namespaced && key.namespace ? `/namespaces/${encodeURIComponent(key.namespace)}` : "";
  const name = key.name ? `/${encodeURIComponent(key.name)}` : "";
  return `${root}${scope}/${type.plural}${name}${subresource ? `/${subresource}` : ""}`;
}

/** `namespace/name`, or `name` for cluster-scoped objects: the key of stores and queues. */
export function keyOf(object: KubeObject | ObjectKey): string {
  const { namespace, name } = "metadata" in object ? object.metadata : object;
  return namespace ? `${namespace}/${name}` : name;
}

/** The inverse of `keyOf`. */
export function parseKey(key: string): ObjectKey {
  const slash = key.indexOf("/");
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
