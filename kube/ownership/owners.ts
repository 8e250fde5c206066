import { isSame } from "../json_value.ts";
import type { ManagedFieldsEntry, UntypedObject } from "../object.ts";
import type { Schema } from "../schema.ts";
import { compare } from "./field_comparison.ts";
import { difference, emptySet, type FieldSet, formatFieldSet, isEmptySet, parseFieldSet, union } from "./field_set.ts";

/** Who writes: one entry of managedFields belongs to each manager, operation and subresource. */
export interface Writer {
  manager: string;
  operation: "Apply" | "Update";
  apiVersion: string;
  subresource: string;
  /** RFC 3339, whole seconds. */
  time: string;
}

/** An entry with its fields parsed. */
export interface Owned {
  entry: ManagedFieldsEntry;
  fields: FieldSet;
}

const IDENTITY = ["apiVersion", "kind"];
const UNOWNED_METADATA = [
  ..."name generateName namespace creationTimestamp selfLink uid clusterName generation managedFields resourceVersion"
    .split(" "),
  ...["deletionTimestamp", "deletionGracePeriodSeconds"],
];

/** The object without what nobody owns: its identity, and what the server sets. */
export function ownable(object: Partial<UntypedObject>): Record<string, unknown> {
  const rest = Object.fromEntries(Object.entries(object).filter(([key]) => !IDENTITY.includes(key)));
  const metadata = Object.entries(object.metadata ?? {}).filter(([key]) => !UNOWNED_METADATA.includes(key));
  const { metadata: _, ...others } = rest;
  return metadata.length > 0 ? { ...others, metadata: Object.fromEntries(metadata) } : others;
}

export const readOwners = (object: Partial<UntypedObject> | undefined): Owned[] =>
  (object?.metadata?.managedFields ?? []).filter((entry) => entry.fieldsV1).map((entry) => ({
    entry,
    fields: parseFieldSet(entry.fieldsV1!),
  }));

/** Whether an entry is the writer's own; an apply finds its entry whatever its version was. */
export const isOf = (writer: Writer) => ({ entry }: Owned): boolean =>
  entry.manager === writer.manager && entry.operation === writer.operation &&
  (entry.operation === "Apply" || entry.apiVersion === writer.apiVersion) &&
  (entry.subresource ?? "") === writer.subresource;

/** Entries as they are stored, in Kubernetes' order: empty ones dropped, those whose fields stayed the same as they were. */
export function writeOwners(owners: Owned[]): ManagedFieldsEntry[] {
  const entries = owners.filter(({ fields }) => !isEmptySet(fields)).map(({ entry, fields }) => {
    const fieldsV1 = formatFieldSet(fields);
    return isSame(entry.fieldsV1, fieldsV1) ? entry : { ...entry, fieldsV1 };
  });
  return entries.sort((a, b) => rankOf(a) < rankOf(b) ? -1 : 1);
}

const rankOf = ({ operation, time, manager, apiVersion, subresource }: ManagedFieldsEntry) =>
  [operation, time, manager, apiVersion, subresource].map((each) => each ?? "").join("\0");

export function entryOf(writer: Writer): ManagedFieldsEntry {
  const { manager, operation, apiVersion, time, subresource } = writer;
  return { manager, operation, apiVersion, time, fieldsType: "FieldsV1", ...(subresource && { subresource }) };
}

/**
 * managedFields after a write that is no apply: the writer owns what it changed, and nobody else does any more. Entries
 * that came with `next` are taken as the start, as a client may rewrite them, or begin anew by sending one empty entry;
 * without any, nobody is recorded until something is applied. `empty` is what a new object is compared with.
 */
export function trackUpdate(
  before: UntypedObject | undefined,
  next: UntypedObject,
  schema: Schema,
  writer: Writer,
  empty: Record<string, unknown> = {},
): ManagedFieldsEntry[] {
  const { managedFields } = next.metadata;
  const isReset = managedFields !== undefined && managedFields.every((each) => Object.keys(each).length === 0);
  const sent = writer.subresource ? [] : readOwners(next);
  const owners = sent.length > 0 ? sent : readOwners(before);
  if (before && (owners.length === 0 || (isReset && !writer.subresource))) return [];
  const { changed, removed } = compare(
    before ? { metadata: {}, ...ownable(before) } : { metadata: {}, ...empty },
    { metadata: {}, ...ownable(next) },
    schema,
  );
  const lost = union(changed, removed);
  if (isEmptySet(lost)) return writeOwners(owners);
  const own = owners.find(isOf(writer));
  const others = owners.filter((each) => each !== own);
  const mine = union(changed, difference(own?.fields ?? emptySet(), removed));
  return writeOwners([
    ...others.map((each) => ({ ...each, fields: difference(each.fields, lost) })),
    { entry: { ...own?.entry, ...entryOf(writer) }, fields: mine },
  ]);
}
