import { decodeObjectId } from "./object_id.ts";

/** An object that a caller names: by place, or with `uid` that very object. */
export interface ObjectAddress {
  namespace: string;
  name: string;
  uid?: string;
}

/** `Target` of the schema. */
export interface TargetInput {
  id?: string | null;
  at?: Place | null;
}

/** `Place` of the schema. */
export interface Place {
  namespace: string;
  name: string;
}

/** Which object of `kind` a target names; undefined for an id that is not of one. */
export function toAddress(target: TargetInput, kind: string): ObjectAddress | undefined {
  if (target.at) return { namespace: target.at.namespace, name: target.at.name };
  const identity = target.id == null ? undefined : decodeObjectId(target.id);
  if (identity?.kind !== kind) return undefined;
  const { namespace, name, uid } = identity;
  return { namespace, name, uid };
}
