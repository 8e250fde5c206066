import type { KubeObject } from "../kube/mod.ts";
import { decodeJson, encodeJson } from "./opaque.ts";

/** What a global id names: this very object, not a namesake made later. */
export interface ObjectIdentity {
  kind: string;
  /** Empty for cluster-scoped objects. */
  namespace: string;
  name: string;
  uid: string;
}

/** The global, opaque id of an object. */
export function encodeObjectId(identity: ObjectIdentity): string {
  return encodeJson([identity.kind, identity.namespace, identity.name, identity.uid]);
}

/** The inverse; undefined for a text that is not such an id. */
export function decodeObjectId(id: string): ObjectIdentity | undefined {
  const parts = decodeJson(id);
  if (!Array.isArray(parts) || parts.length !== 4 || !parts.every((part) => typeof part === "string")) return undefined;
  const [kind, namespace, name, uid] = parts as string[];
  return { kind, namespace, name, uid };
}

/** The id of an object of `kind`. */
export function idOf(kind: string, { metadata }: KubeObject): string {
  return encodeObjectId({ kind, namespace: metadata.namespace ?? "", name: metadata.name, uid: metadata.uid ?? "" });
}
