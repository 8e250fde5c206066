import type { Log } from "../../platform/log.ts";
import type { OwnerReference, UntypedObject } from "../../kube/object.ts";
import { isSame } from "../../kube/json_value.ts";
import { ROOT_CA_CONFIG_MAP } from "../../kube/service_accounts/mod.ts";
import { statusOfQuota } from "../../kube/quotas/mod.ts";
import { CLEANUP, FOREGROUND, ORPHAN } from "../../kube/rules/deletion_plan.ts";
import { usagesIn } from "./admission.ts";
import { deleteObject } from "./deletion.ts";
import { CRDS } from "./registry.ts";
import { keyIn, type StorageEvent } from "./storage.ts";
import { type Core, create, ownRequest, update } from "./writes.ts";

const SERVICE_ACCOUNTS = ["default", "default-editor", "default-viewer"];
/** Of what each namespace has from the beginning, and gets again. */
const FURNITURE = ["serviceaccounts", "configmaps"];
const EVENT_LIFE_MS = 3_600_000;

/**
 * Deletes what lost its owners, ends foreground deletions, empties namespaces that go, furnishes those that come and
 * counts what quotas count: a work queue of UIDs that is drained after each write.
 */
export class GarbageCollector {
  #queue = new Set<string>();
  #expiredAt = 0;
  #stop: () => void;

  constructor(private readonly core: Core, private readonly log: Log, private readonly ca?: string) {
    const { storage } = core;
    for (const resource of storage.resources) {
      for (const object of storage.list(resource)) this.#noticePut(resource, object);
    }
    this.#stop = storage.subscribe((event) => this.#notice(event));
  }

  close(): void {
    this.#stop();
    this.#queue.clear();
  }

  /** Removes Events that nobody touched for an hour; looks at most once a minute, when somebody asks for Events. */
  expireEvents(): void {
    const { storage, clock } = this.core;
    const now = clock.now().getTime();
    if (now - this.#expiredAt < 60_000) return;
    this.#expiredAt = now;
    for (const { metadata, lastTimestamp } of storage.list("events")) {
      const touched = new Date(String(lastTimestamp ?? metadata.creationTimestamp)).getTime();
      if (now - touched > EVENT_LIFE_MS) storage.remove("events", `${metadata.namespace}/${metadata.name}`);
    }
  }

  #notice({ type, resource, object }: StorageEvent): void {
    const { namespace } = object.metadata;
    const quotas = namespace ? this.core.storage.list("resourcequotas", namespace) : [];
    for (const quota of quotas) this.#add(quota.metadata.uid!);
    if (type !== "DELETED") return this.#noticePut(resource, object);
    this.#add(object.metadata.uid!);
    const definition = this.core.storage.get(CRDS, resource);
    if (definition?.metadata.deletionTimestamp) this.#add(definition.metadata.uid!);
    for (const owner of object.metadata.ownerReferences ?? []) this.#add(owner.uid);
    this.#addNamespace(object.metadata, !FURNITURE.includes(resource));
  }

  /** Has the namespace of an object tended, or only where it goes. */
  #addNamespace({ namespace }: UntypedObject["metadata"], onlyGoing = false): void {
    const found = this.core.storage.get("namespaces", namespace ?? "");
    if (found && (found.metadata.deletionTimestamp || !onlyGoing)) this.#add(found.metadata.uid!);
  }

  #noticePut(resource: string, { metadata }: UntypedObject): void {
    if (metadata.name === ROOT_CA_CONFIG_MAP) this.#addNamespace(metadata);
    const isOfInterest = resource === "namespaces" || metadata.deletionTimestamp || metadata.ownerReferences;
    if (isOfInterest && !resource.startsWith("#")) this.#add(metadata.uid!);
  }

  #add(uid: string): void {
    if (this.#queue.size === 0) queueMicrotask(() => this.#drain());
    this.#queue.add(uid);
  }

  #drain(): void {
    for (const uid of this.#queue) {
      this.#queue.delete(uid);
      try {
        this.#tend(uid);
      } catch (error) {
        this.log.error("Cannot collect garbage", { uid, error });
      }
    }
  }

  #tend(uid: string): void {
    const object = this.core.storage.byUid(uid);
    if (!object) this.core.storage.dependantsOf(uid).forEach((each) => this.#add(each));
    else if (object.kind === "Namespace") this.#tendNamespace(object);
    else if (object.kind === "ResourceQuota") this.#count(object);
    else if (object.metadata.finalizers?.includes(CLEANUP)) this.#endDefinition(object);
    else if (object.metadata.finalizers?.includes(FOREGROUND)) this.#endForeground(object);
    else if (object.metadata.finalizers?.includes(ORPHAN)) this.#endOrphaning(object);
    else if (object.metadata.ownerReferences) this.#checkOwners(object);
  }

  #tendNamespace({ metadata: { uid, name, deletionTimestamp } }: UntypedObject): void {
    const { storage } = this.core;
    if (!deletionTimestamp) return this.#furnish(name);
    const content = storage.resources.flatMap((resource) => storage.list(resource, name));
    for (const object of content) this.#delete(object, "Background");
    const isEmpty = storage.resources.every((resource) => storage.list(resource, name).length === 0);
    if (isEmpty && storage.byUid(uid!)) storage.remove("namespaces", name);
  }

  /** Brings a quota's status to what its namespace uses. */
  #count(quota: UntypedObject): void {
    const { storage } = this.core;
    const status = statusOfQuota(quota, usagesIn(storage, quota.metadata.namespace!));
    if (!isSame(status, quota.status)) storage.put("resourcequotas", { ...quota, status });
  }

  #furnish(namespace: string): void {
    for (const name of SERVICE_ACCOUNTS) this.#bring("ServiceAccount", namespace, { metadata: { name } });
    if (!this.ca) return;
    const data = { "ca.crt": this.ca };
    this.#bring("ConfigMap", namespace, { metadata: { name: ROOT_CA_CONFIG_MAP }, data });
  }

  /** Makes an object, or brings its data to what they are to be. */
  #bring(kind: string, namespace: string, object: UntypedObject): void {
    const { core } = this;
    const resource = core.registry.byKind("v1", kind)!;
    const request = ownRequest(core, resource, namespace, object.metadata.name);
    const found = core.storage.get(resource.id, keyIn(namespace, object.metadata.name));
    if (!found) create(core, request, object);
    else if (object.data && !isSame(found.data, object.data)) {
      update(core, request, (current) => ({ object: { ...current, data: object.data } }));
    }
  }

  #endForeground(object: UntypedObject): void {
    const { storage } = this.core;
    const dependants = storage.dependantsOf(object.metadata.uid!).map((uid) => storage.byUid(uid)!);
    const blocking = dependants.filter(({ metadata }) =>
      metadata.ownerReferences!.some((owner) => owner.uid === object.metadata.uid && owner.blockOwnerDeletion)
    );
    if (blocking.length > 0) return blocking.forEach((each) => this.#checkOwners(each));
    this.#release(object, FOREGROUND);
  }

  /** Deletes the objects of a definition that goes, and lets it go after the last of them. */
  #endDefinition(definition: UntypedObject): void {
    const list = () => this.core.storage.list(definition.metadata.name);
    for (const object of list()) this.#delete(object, "Background");
    if (list().length === 0) this.#release(definition, CLEANUP);
  }

  /** Lets the dependants go before their owner does. */
  #endOrphaning(object: UntypedObject): void {
    const { storage } = this.core;
    for (const uid of storage.dependantsOf(object.metadata.uid!)) {
      const dependant = storage.byUid(uid)!;
      const owners = dependant.metadata.ownerReferences!.filter((owner) => owner.uid !== object.metadata.uid);
      this.#setOwners(dependant, owners);
    }
    this.#release(object, ORPHAN);
  }

  /** Takes a finalizer of ours away, and the object with it where nothing else holds it. */
  #release(object: UntypedObject, finalizer: string): void {
    const { storage } = this.core;
    const address = storage.addressOf(object.metadata.uid!)!;
    const finalizers = object.metadata.finalizers!.filter((each) => each !== finalizer);
    const released = { ...object, metadata: { ...object.metadata, finalizers } };
    if (finalizers.length > 0 || (object.metadata.deletionGracePeriodSeconds ?? 0) > 0) {
      storage.put(address.resource, released);
    } else storage.remove(address.resource, address.key);
  }

  #setOwners({ metadata, ...rest }: UntypedObject, ownerReferences: OwnerReference[]): void {
    const { ownerReferences: _, ...others } = metadata;
    const next = { ...rest, metadata: ownerReferences.length > 0 ? { ...others, ownerReferences } : others };
    this.core.storage.put(this.core.storage.addressOf(metadata.uid!)!.resource, next);
  }

  /** Deletes an object none of whose owners stays; forgets owners that are gone where another one stays. */
  #checkOwners(object: UntypedObject): void {
    const { storage } = this.core;
    const owners = object.metadata.ownerReferences!;
    const isStaying = (reference: OwnerReference) => {
      const owner = this.#ownerOf(object, reference);
      return owner && !owner.metadata.finalizers?.includes(FOREGROUND);
    };
    const staying = owners.filter(isStaying);
    if (staying.length === owners.length) return;
    const isAwaited = owners.some((each) => this.#ownerOf(object, each));
    const hasDependants = storage.dependantsOf(object.metadata.uid!).length > 0;
    if (staying.length === 0) return this.#delete(object, isAwaited && hasDependants ? "Foreground" : "Background");
    this.#setOwners(object, staying);
  }

  /** An owner counts where all of the reference is true of it, and it is of the cluster or of the same namespace. */
  #ownerOf({ metadata }: UntypedObject, { uid, kind, name, apiVersion }: OwnerReference): UntypedObject | undefined {
    const owner = this.core.storage.byUid(uid);
    const groupOf = (version: unknown) => String(version).split("/").slice(0, -1).join();
    const isNear = !owner?.metadata.namespace || owner.metadata.namespace === metadata.namespace;
    const isMeant = owner?.kind === kind && owner.metadata.name === name &&
      groupOf(owner.apiVersion) === groupOf(apiVersion);
    return isNear && isMeant ? owner : undefined;
  }

  #delete(object: UntypedObject, propagationPolicy: string): void {
    const address = this.core.storage.addressOf(object.metadata.uid!);
    const resource = address && this.core.registry.byId(address.resource);
    if (!resource || object.metadata.deletionTimestamp) return;
    deleteObject(this.core, resource, object, { propagationPolicy });
  }
}
