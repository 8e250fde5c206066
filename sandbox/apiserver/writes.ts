import type { Clock } from "../../platform/clock.ts";
import type { ManagedFieldsEntry } from "../../kube/object.ts";
import { completeBuiltin } from "./builtin_defaults.ts";
import * as failures from "./failure.ts";
import { trackUpdate, type Writer } from "./managed_fields.ts";
import { checkBuiltin, checkMetadata } from "./object_rules.ts";
import { apiVersionOf, type Registry, type Resource, storageVersionOf } from "./registry.ts";
import { keyIn, type Storage } from "./storage.ts";
import { fillDefaults, prune, validate } from "./structural.ts";
import { at, type Fields, fieldsAt, isFields, isSame, type StoredObject } from "./stored_object.ts";

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
  /** What to do with fields that the schema does not know; `Apply` refuses them with its own words. */
  unknownFields: "Strict" | "Warn" | "Ignore" | "Apply";
  /** Receives warnings for the client. */
  warn: (text: string) => void;
}

/** The instant as Kubernetes writes it: RFC 3339, whole seconds. */
export const toTimestamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

/** Creates an object; throws 404, 409, 403 or 422. */
export function create(
  core: Core,
  request: WriteRequest,
  body: StoredObject,
  managed?: ManagedFieldsEntry[],
): StoredObject {
  const { resource, namespace } = request;
  const object = decode(body, request);
  const metadata = object.metadata;
  if (metadata.resourceVersion) throw failures.badRequest("resourceVersion should not be set on objects to be created");
  if (!metadata.name && metadata.generateName) metadata.name = metadata.generateName + randomSuffix();
  if (namespace) refuseMissingNamespace(core, request, metadata.name);
  if (core.storage.get(resource.id, keyIn(namespace, metadata.name))) {
    throw failures.alreadyExists(resource, metadata.name);
  }
  metadata.uid = crypto.randomUUID();
  metadata.creationTimestamp = toTimestamp(core.clock.now());
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  if (resource.subresources.includes("status") && resource.kind !== "Node") delete object.status;
  return finish(core, request, undefined, object, managed);
}

function refuseMissingNamespace({ storage }: Core, { resource, namespace }: WriteRequest, name: string): void {
  const found = storage.get("namespaces", namespace);
  if (!found) throw failures.notFound({ group: "", plural: "namespaces", kind: "Namespace" }, namespace);
  if (!found.metadata.deletionTimestamp) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `namespace ${namespace} is being terminated`;
  throw failures.forbidden(resource, name, why, [{
    reason: "NamespaceTerminating",
    message,
    field: "metadata.namespace",
  }]);
}

/** Puts what `change` makes of the stored object in its place; throws 404, 409 or 422. */
export function update(
  core: Core,
  request: WriteRequest,
  change: (current: StoredObject) => { object: StoredObject; managedFields?: ManagedFieldsEntry[] },
): StoredObject {
  const { resource, namespace, name, subresource } = request;
  const before = core.storage.get(resource.id, keyIn(namespace, name));
  if (!before) throw failures.notFound(resource, name);
  const { object, managedFields } = change(structuredClone(toVersion(before, resource)));
  const next = decode(object, request);
  refuseStale(before, next, resource);
  next.metadata = { ...next.metadata, ...fixedMetadata(before) };
  if (!before.metadata.deletionTimestamp) {
    delete next.metadata.deletionTimestamp;
    delete next.metadata.deletionGracePeriodSeconds;
  }
  const separated = resource.subresources.includes("status")
    ? separateStatus(before, next, subresource, resource)
    : next;
  return finish(core, request, before, separated, managedFields);
}

/** A stored object as the version that is asked for shows it: conversion strategy None changes only the apiVersion. */
export function toVersion(object: StoredObject, resource: Resource): StoredObject {
  const apiVersion = apiVersionOf(resource);
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}

function refuseStale(before: StoredObject, next: StoredObject, resource: Resource): void {
  const { resourceVersion, uid, name } = next.metadata;
  if (uid && uid !== before.metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`;
    throw failures.conflict(resource, before.metadata.name, why);
  }
  if (name !== before.metadata.name) {
    throw failures.badRequest(
      `the name of the object (${name}) does not match the name on the URL (${before.metadata.name})`,
    );
  }
  if (!resourceVersion && resource.isCustom) {
    const missing = failures.cause.invalid("metadata.resourceVersion", 0, "must be specified for an update");
    missing.message = missing.message.replace("0:", "0x0:");
    throw failures.invalid(resource, name, [missing]);
  }
  if (resourceVersion && resourceVersion !== before.metadata.resourceVersion) throw failures.modified(resource, name);
}

function fixedMetadata({ metadata }: StoredObject): Partial<StoredObject["metadata"]> {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } =
    metadata;
  const deletion = deletionTimestamp ? { deletionTimestamp, deletionGracePeriodSeconds } : {};
  return { uid, creationTimestamp, resourceVersion, ...(generation !== undefined && { generation }), ...deletion };
}

function separateStatus(
  before: StoredObject,
  next: StoredObject,
  subresource: string,
  resource: Resource,
): StoredObject {
  const withStatus = (object: StoredObject, { status }: StoredObject): StoredObject => {
    const { status: _, ...rest } = object;
    return status === undefined ? rest : { ...rest, status };
  };
  if (subresource !== "status") return withStatus(next, before);
  const { managedFields } = next.metadata;
  const metadata = resource.isCustom ? { ...before.metadata, managedFields } : next.metadata;
  return withStatus({ ...structuredClone(before), metadata, apiVersion: next.apiVersion }, next);
}

/** Reads a body as an object of the resource: identity checked, unknown fields away, defaults filled in. */
function decode(body: StoredObject, request: WriteRequest): StoredObject {
  const { resource, namespace } = request;
  const expected = apiVersionOf(resource);
  const { apiVersion = expected, kind = resource.kind } = body;
  if (apiVersion !== expected) {
    const words = `(${apiVersion}) does not match the expected API version (${expected})`;
    throw failures.badRequest(`the API version in the data ${words}`);
  }
  if (kind !== resource.kind) {
    const version = `"${resource.version}"`;
    const why = `no kind "${kind}" is registered for version "${expected}"`;
    throw failures.badRequest(`${kind} in version ${version} cannot be handled as a ${resource.kind}: ${why}`);
  }
  const object = pruneUnknown(body, request);
  Object.assign(object, { apiVersion, kind, metadata: isFields(object.metadata) ? object.metadata : {} });
  const given = object.metadata.namespace;
  if (given && namespace && given !== namespace) {
    throw failures.badRequest("the namespace of the provided object does not match the namespace sent on the request");
  }
  if (namespace) object.metadata.namespace = namespace;
  else delete object.metadata.namespace;
  fillDefaults(object, resource.schema);
  return object;
}

/** A copy of `body` without fields that the schema does not know, which are reported as the request wants it. */
export function pruneUnknown(body: StoredObject, request: WriteRequest): StoredObject {
  const { resource: { schema, kind, version, isCustom }, unknownFields: policy, warn } = request;
  const unknown: string[] = [];
  const object = prune(body, schema, "", unknown, { isCustom }) as StoredObject;
  if (unknown.length === 0 || policy === "Ignore") return object;
  const words = unknown.map((path) => `unknown field "${path}"`);
  if (policy === "Warn") words.forEach(warn);
  if (policy === "Strict") {
    const why = `strict decoding error: ${words.join(", ")}`;
    throw failures.badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
  }
  if (policy === "Apply") {
    const fields = unknown.map((path) => `.${path}: field not declared in schema`).join("\n");
    throw failures.failure(500, "InternalError", `failed to create typed patch object: ${fields}`, {});
  }
  return object;
}

/** What creating and updating have in common, from tracking who owns what to storing. */
function finish(
  core: Core,
  { resource, writer, isDryRun }: WriteRequest,
  before: StoredObject | undefined,
  next: StoredObject,
  managed?: ManagedFieldsEntry[],
): StoredObject {
  const tracked = managed ?? trackUpdate(before, next, resource.schema, writer);
  if (tracked?.length) next.metadata.managedFields = tracked;
  else delete next.metadata.managedFields;
  fillDefaults(next, resource.schema);
  if (!resource.isCustom) completeBuiltin(next);
  complete(core, next);
  const { metadata } = next;
  const content = { ...next, metadata: {} };
  const causes = [...checkMetadata(next, before, resource), ...validate(content, resource.schema, "", resource)];
  if (!resource.isCustom) causes.push(...checkBuiltin(next, before));
  if (causes.length > 0) throw failures.invalid(resource, metadata.name, causes);
  if (before && isSame(toVersion(before, resource), next)) return toVersion(before, resource);
  const generation = generationOf(before, next, resource);
  if (generation) metadata.generation = generation;
  if (isDryRun) return next;
  if (before?.metadata.deletionTimestamp && isReleased(next)) {
    return core.storage.remove(resource.id, keyIn(metadata.namespace, metadata.name));
  }
  return core.storage.put(resource.id, next);
}

/** Whether nothing holds an object that is being deleted any more; pods wait for their node, namespaces for content. */
function isReleased({ kind, metadata }: StoredObject): boolean {
  const isWaiting = kind === "Namespace" || (kind === "Pod" && metadata.deletionGracePeriodSeconds !== 0);
  return !isWaiting && (metadata.finalizers ?? []).length === 0;
}

const GENERATIONAL = ["CustomResourceDefinition", "Pod", "StatefulSet"];

function generationOf(before: StoredObject | undefined, next: StoredObject, resource: Resource): number | undefined {
  if (!resource.isCustom && !GENERATIONAL.includes(resource.kind)) return undefined;
  if (!before) return 1;
  const isSpec = (key: string) =>
    resource.isCustom
      ? !["apiVersion", "metadata", ...(resource.subresources.includes("status") ? ["status"] : [])].includes(key)
      : key === "spec";
  const specOf = (object: StoredObject) => Object.fromEntries(Object.entries(object).filter(([key]) => isSpec(key)));
  const isSameSpec = isSame(specOf(before), specOf(next));
  return (before.metadata.generation ?? 1) + (isSameSpec ? 0 : 1);
}

/** What is filled in from other objects, or for kinds that the server itself acts on. */
function complete({ storage, clock }: Core, object: StoredObject): void {
  const spec = fieldsAt(object, "spec");
  if (object.kind === "Service" && spec.type !== "ExternalName") allocateAddress(storage, spec);
  if (object.kind === "PersistentVolumeClaim" && spec.storageClassName === undefined) {
    const chosen = storage.list("storageclasses.storage.k8s.io").find(isDefaultClass);
    if (chosen) spec.storageClassName = chosen.metadata.name;
  }
  if (object.kind === "CustomResourceDefinition") completeDefinition(object, toTimestamp(clock.now()));
}

const isDefaultClass = ({ metadata }: StoredObject) =>
  metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";

/** The lowest free address of 10.96.0.0/16; nothing routes there, the gateway resolves Services by their selectors. */
function allocateAddress(storage: Storage, spec: Fields): void {
  if (!spec.clusterIP) {
    const used = new Set(storage.list("services").map((each) => at(each, "spec.clusterIP")));
    let next = 2;
    while (used.has(`10.96.${next >> 8}.${next & 255}`)) next++;
    spec.clusterIP = `10.96.${next >> 8}.${next & 255}`;
  }
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= ["IPv4"];
  spec.ipFamilyPolicy ??= "SingleStack";
}

function completeDefinition(object: StoredObject, now: string): void {
  const spec = object.spec as Fields;
  const names = fieldsAt(spec, "names");
  names.singular ??= String(names.kind).toLowerCase();
  names.listKind ??= `${names.kind}List`;
  spec.conversion ??= { strategy: "None" };
  if (!Array.isArray(spec.versions)) return;
  const condition = (type: string, reason: string, message: string) => ({
    type,
    status: "True",
    lastTransitionTime: now,
    reason,
    message,
  });
  object.status ??= {
    acceptedNames: names,
    conditions: [
      condition("NamesAccepted", "NoConflicts", "no conflicts found"),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted"),
    ],
    storedVersions: [storageVersionOf(object)],
  };
}

const SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
const randomSuffix = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(5)), (byte) => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]).join(
    "",
  );
