import { decodeObjectId } from "./object_id.ts";

/** A notebook that a caller names: by place, or with `uid` that very object. */
export interface ObjectAddress {
  namespace: string;
  name: string;
  uid?: string;
}

/** `Target` and `ResourceTarget` of the schema. */
export interface TargetInput {
  id?: string | null;
  at?: { namespace: string; name: string } | null;
  notebook?: { namespace: string; name: string } | null;
}

/** Which notebook a target names; undefined for an id that is not a notebook's. */
export function toNotebookAddress(target: TargetInput): ObjectAddress | undefined {
  const place = target.at ?? target.notebook;
  if (place) return { namespace: place.namespace, name: place.name };
  const identity = target.id == null ? undefined : decodeObjectId(target.id);
  if (identity?.kind !== "Notebook") return undefined;
  const { namespace, name, uid } = identity;
  return { namespace, name, uid };
}
