import { failure } from "../failure.ts";
import { isFields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { fieldOf, itemOf, listTypeOf, preservesUnknownFields, type Schema } from "../schema.ts";
import { stepOf } from "./field_set.ts";
import { itemKey } from "./item_key.ts";

/** Throws 500, as Kubernetes does, where what is to be applied does not fit the schema: only by it can it be merged. */
export function refuseUntyped(config: UntypedObject, schema: Schema): void {
  const fault = findFault(config, schema, "");
  if (fault === undefined) return;
  const { apiVersion, kind, metadata: { namespace = "", name } } = config;
  const version = String(apiVersion).includes("/") ? apiVersion : `/${apiVersion}`;
  const what = `${namespace}/${name}; ${version}, Kind=${kind}`;
  throw failure(500, undefined, `failed to create typed patch object (${what}): ${fault}`);
}

/** The first thing that does not fit, with its path. */
function findFault(value: unknown, schema: Schema, path: string): string | undefined {
  if (value === null || schema["x-kubernetes-int-or-string"]) return undefined;
  const expected = expectedOf(schema);
  if (expected !== undefined && kindOf(value) !== expected) return `${path}: expected ${expected}, got ${print(value)}`;
  if (Array.isArray(value)) return findInList(value, schema, path);
  if (!isFields(value)) return undefined;
  for (const [key, each] of Object.entries(value)) {
    const field = fieldOf(schema, key);
    const fault = field
      ? findFault(each, field, `${path}.${key}`)
      : preservesUnknownFields(schema)
      ? undefined
      : `${path}.${key}: field not declared in schema`;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findInList(list: unknown[], schema: Schema, path: string): string | undefined {
  const item = itemOf(schema);
  const isKeyed = listTypeOf(schema) !== "atomic";
  const seen = new Set<string>();
  for (const [i, each] of list.entries()) {
    // An item without its key is for validation to refuse.
    const key = isKeyed ? itemKey(each, schema) : undefined;
    if (key && seen.has(key)) return `${path}: duplicate entries for key ${stepOf(key)}`;
    if (key) seen.add(key);
    const fault = item && findFault(each, item, key ? path + stepOf(key) : `${path}[${i}]`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

const NAMES: Record<string, string> = {
  object: "map",
  array: "list",
  integer: "numeric (int or float)",
  number: "numeric (int or float)",
};

function expectedOf({ type }: Schema): string | undefined {
  return type && (NAMES[type] ?? type);
}

function kindOf(value: unknown): string {
  const type = Array.isArray(value) ? "array" : typeof value;
  return NAMES[type] ?? type;
}

function print(value: unknown): string {
  return typeof value === "string" ? "string" : JSON.stringify(value);
}
