import { canonicalJson } from "../canonical_json.ts";
import { isFields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import type { Schema } from "../schema.ts";
import { compare, fieldSetOf } from "./field_comparison.ts";
import { difference, emptySet, type FieldSet, union } from "./field_set.ts";
import { ownable } from "./owners.ts";

/** What `kubectl apply` without `--server-side` remembers on an object. */
const ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * The fields that `kubectl apply --server-side` may take without a conflict: those that `kubectl apply` has applied and
 * that nobody has changed since.
 */
export function takenByKubectl(live: UntypedObject, schema: Schema): FieldSet {
  const last = readLastApplied(live);
  if (!last) return emptySet();
  const [now, then] = [ownable(live), ownable(last)];
  const { changed, removed } = compare(now, then, schema);
  return difference(fieldSetOf(then, schema), union(changed, removed));
}

/** The object with its memory of `kubectl apply` brought to `config`, where it has one: both kinds of apply then agree. */
export function rememberApplied(object: UntypedObject, config: UntypedObject): UntypedObject {
  if (!readLastApplied(object)) return object;
  const { managedFields: _, annotations = {}, ...metadata } = config.metadata;
  const { [ANNOTATION]: __, ...others } = annotations;
  const told = Object.keys(others).length > 0 ? { ...metadata, annotations: others } : metadata;
  const text = `${canonicalJson({ ...config, metadata: told })}\n`;
  return {
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, [ANNOTATION]: text } },
  };
}

function readLastApplied({ metadata }: UntypedObject): UntypedObject | undefined {
  try {
    const value = JSON.parse(metadata.annotations?.[ANNOTATION] ?? "");
    return isFields(value) && isFields(value.metadata) ? value as UntypedObject : undefined;
  } catch {
    return undefined;
  }
}
