import type { Clock } from "../../platform/clock.ts";
import type { ManagedFieldsEntry, UntypedObject } from "../../kube/object.ts";
import { completeBuiltin } from "./builtin_defaults.ts";
import { decode, undecodable } from "./decoding.ts";
import * as failures from "../../kube/failure.ts";
import type { Cause } from "../../kube/field_cause.ts";
import { emptyOf, trackUpdate, type Writer } from "../../kube/ownership/mod.ts";
import { checkBuiltin } from "../../kube/rules/builtin_rules.ts";
import { withRules } from "../../kube/rules/value_rules.ts";
import { checkMetadata } from "../../kube/rules/metadata_rules.ts";
import { generationOf, hasStatus, isReleased, refuseStale, separate } from "../../kube/rules/updates.ts";
import { admitPod, refuseByPolicy } from "./admission.ts";
import { apiVersionOf, CRDS, type Registry, type Resource } from "./registry.ts";
import { keyIn, type Storage } from "./storage.ts";
import { fillDefaults, validate } from "../../kube/structural/mod.ts";
import { isSame } from "../../kube/json_value.ts";

/** What every part of the apiserver works with. */
export interface Core {
  storage: Storage;
  registry: Registry;
  clock: Clock;
}

/** How one object is to be written. */
export interface WriteRequest {
  resource: Resource;
  namespace: string;
  name: string;
  subresource: string;
  /** Who writes, as managedFields name it. */
  writer: Writer;
  isDryRun: boolean;
  /** Whether the object is made of the stored one by a patch. */
  isPatch: boolean;
  /** What to do with fields that the schema does not know. */
  unknownFields: "Strict" | "Warn" | "Ignore";
  /** Receives warnings for the client. */
  warn: (text: string) => void;
}

/** A write by the sandbox itself. */
export function ownRequest({ clock }: Core, resource: Resource, namespace: string, name: string): WriteRequest {
  const by = { manager: "sandbox", operation: "Update" as const, subresource: "", time: toTimestamp(clock.now()) };
  const writer = { ...by, apiVersion: apiVersionOf(resource) };
  return {
    resource,
    namespace,
    name,
    subresource: "",
    writer,
    isDryRun: false,
    isPatch: false,
    unknownFields: "Strict",
    warn() {},
  };
}

/** The instant as Kubernetes writes it: RFC 3339, whole seconds. */
export const toTimestamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

/** A stored object as the version that is asked for shows it: conversion strategy None changes only the apiVersion. */
export function toVersion(object: UntypedObject, resource: Resource): UntypedObject {
  const apiVersion = apiVersionOf(resource);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

/** Creates an object; throws 404, 409, 403 or 422. */
export function create(
  core: Core,
  request: WriteRequest,
  body: UntypedObject,
  owners?: ManagedFieldsEntry[],
): UntypedObject {
  const { resource, namespace } = request;
  const object = decode(body, request);
  const { metadata } = object;
  if (metadata.resourceVersion) throw failures.badRequest("resourceVersion should not be set on objects to be created");
  if (namespace) refuseMissingNamespace(core, request, metadata.name || metadata.generateName || "");
  // Nobody owns what admission adds.
  const managed = owners ?? track(request, undefined, object);
  if (resource.kind === "Pod") admitPod(core.storage, resource, object, randomSuffix());
  if (!metadata.name && metadata.generateName) {
    metadata.name = metadata.generateName.slice(0, MAX_GENERATED) + randomSuffix();
  }
  if (resource.isCustom && core.storage.get(CRDS, resource.id)?.metadata.deletionTimestamp) {
    const why = "create not allowed while custom resource definition is terminating";
    throw failures.forbidden(resource, metadata.name, why);
  }
  const key = keyIn(namespace, metadata.name);
  const found = core.storage.get(resource.id, key);
  if (found) throw failures.alreadyExists(resource, metadata.name, found.metadata.deletionTimestamp !== undefined);
  metadata.uid = crypto.randomUUID();
  metadata.creationTimestamp = toTimestamp(core.clock.now());
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  if (hasStatus(resource) && resource.kind !== "Node") delete object.status;
  return finish(core, request, undefined, object, managed);
}

/** Leaves room for the five letters in a name that is a DNS label. */
const MAX_GENERATED = 58;
const SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const randomSuffix = () =>
  [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]).join("");

function refuseMissingNamespace({ storage }: Core, { resource, namespace }: WriteRequest, name: string): void {
  const found = storage.get("namespaces", namespace);
  if (!found) throw failures.notFound({ group: "", plural: "namespaces" }, namespace);
  if (!found.metadata.deletionTimestamp) return;
  const message = `namespace ${namespace} is being terminated`;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const causes = [{ reason: "NamespaceTerminating", message, field: "metadata.namespace" }];
  throw failures.forbidden(resource, name, why, causes);
}

/** Puts what `change` makes of the stored object in its place; throws 404, 409 or 422. */
export function update(
  core: Core,
  request: WriteRequest,
  change: (current: UntypedObject) => { object: UntypedObject; managedFields?: ManagedFieldsEntry[] },
): UntypedObject {
  const { resource, namespace, name, subresource } = request;
  const before = core.storage.get(resource.id, keyIn(namespace, name));
  if (!before) throw failures.notFound(resource, name);
  const { object, managedFields } = change(structuredClone(toVersion(before, resource)));
  const next = decode(object, request);
  refuseStale(before.metadata, next.metadata, resource);
  return finish(core, request, before, separate(before, next, subresource, resource), managedFields);
}

function track({ resource, writer }: WriteRequest, before: UntypedObject | undefined, next: UntypedObject) {
  return trackUpdate(before, next, resource.schema, writer, resource.isCustom ? {} : emptyOf(resource.schema));
}

/** What creating and updating have in common, from tracking who owns what to storing. */
function finish(
  core: Core,
  request: WriteRequest,
  before: UntypedObject | undefined,
  next: UntypedObject,
  managed?: ManagedFieldsEntry[],
): UntypedObject {
  const { resource, isDryRun } = request;
  const { metadata } = next;
  const owners = managed ?? track(request, before, next);
  metadata.managedFields = owners;
  if (owners.length === 0) delete metadata.managedFields;
  fillDefaults(next, resource.schema);
  const shape = validate(next, resource.schema, "", resource);
  refuseUndecodable(request, next, shape);
  if (!resource.isCustom) completeBuiltin(next, core.storage, toTimestamp(core.clock.now()));
  const rules = resource.isCustom ? [] : checkBuiltin(next, before);
  const causes = [...checkMetadata(next, before, resource.group), ...withRules(shape, rules)];
  if (causes.length > 0) throw failures.invalid(resource, metadata.name ?? "", causes);
  if (before && isSame(toVersion(before, resource), next)) return toVersion(before, resource);
  refuseByPolicy(core.storage, resource, next, before);
  const generation = generationOf(before, next, resource);
  if (generation) metadata.generation = generation;
  if (isDryRun) return next;
  const isGoing = before?.metadata.deletionTimestamp && isReleased(next);
  if (isGoing) {
    core.storage.remove(resource.id, keyIn(metadata.namespace, metadata.name));
    return next;
  }
  return core.storage.put(resource.id, next);
}

/** 400 for what Go could not even decode into a type. */
function refuseUndecodable(request: WriteRequest, object: UntypedObject, causes: Cause[]): void {
  const { resource } = request;
  const wrong = causes.find(({ reason, field }) =>
    reason === "FieldValueTypeInvalid" && (!resource.isCustom || field.startsWith("metadata."))
  );
  if (!wrong) return;
  // Quantities read themselves and do not know where they stand.
  const [, quantity] = wrong.message.split(/: (?=quantities must )/);
  const where = `json: cannot unmarshal into Go struct field ${resource.kind}.${wrong.field}: ${wrong.message}`;
  throw undecodable(request, object, quantity ?? where);
}
