/** Effect: on a real control plane, makes volumes from directories of one node, enlarges them and removes them. */
import type { Running } from "../../platform/running.ts";
import {
  PERSISTENT_VOLUME_CLAIMS,
  PERSISTENT_VOLUMES,
  type PersistentVolume,
  type PersistentVolumeClaim,
  STORAGE_CLASSES,
  type StorageClass,
} from "../../kube/builtins.ts";
import { isAlreadyExists, isNotFound } from "../../kube/errors.ts";
import { DEFAULT_CLASS } from "../../kube/cluster/claim_plan.ts";
import { isMadeBy, isReleased, planProvisioning, volumeFor, volumeNameOf } from "../../kube/cluster/provisioning.ts";
import { startReflector } from "../../kube/reflector.ts";
import { keyOf } from "../../kube/resource_type.ts";
import type { Store } from "../../kube/store.ts";
import { createWorkQueue, toNext } from "../../kube/work_queue.ts";
import type { ControllersConfig } from "./run.ts";

/** As the in-process sandbox's own class names it. */
const NAME = "sandbox.atelier.dev/directory";

interface ProvisionerConfig extends ControllersConfig {
  /** Whose directories they are. */
  node: string;
}

interface Stores {
  claims: Store<PersistentVolumeClaim>;
  volumes: Store<PersistentVolume>;
  classes: Store<StorageClass>;
}

/** Starts it, with a StorageClass `sandbox` that is the default where there was none; ready when it has seen the claims. */
export async function run(config: ProvisionerConfig, signal: AbortSignal): Promise<Running> {
  const { client } = config;
  const claims = startReflector(client, PERSISTENT_VOLUME_CLAIMS, config, signal);
  const volumes = startReflector(client, PERSISTENT_VOLUMES, config, signal);
  const classes = startReflector(client, STORAGE_CLASSES, config, signal);
  const stores = { claims, volumes, classes };
  await Promise.all(Object.values(stores).map((each) => each.ready(signal)));
  await addClass(config, classes.list());
  const reconcile = async (key: string) => {
    await provisionOne(config, stores, key);
    return toNext();
  };
  const queue = createWorkQueue({ reconcile, ...config, name: "volumes" });
  const addAll = () => claims.list().forEach((each) => queue.add(keyOf(each)));
  const addClaimOf = ({ spec }: PersistentVolume) => {
    if (spec?.claimRef) queue.add(`${spec.claimRef.namespace}/${spec.claimRef.name}`);
  };
  claims.subscribe((change) => queue.add(keyOf(change.object)));
  classes.subscribe(addAll);
  volumes.subscribe((change) => addClaimOf(change.object));
  addAll();
  volumes.list().forEach(addClaimOf);
  const all = Object.values(stores).map((each) => each.finished);
  return { url: "", finished: Promise.all([queue.run(signal), ...all]).then(() => {}) };
}

async function addClass({ client }: ProvisionerConfig, classes: readonly StorageClass[]): Promise<void> {
  const isDefault = !classes.some((each) => each.metadata.annotations?.[DEFAULT_CLASS] === "true");
  const annotations: Record<string, string> = isDefault ? { [DEFAULT_CLASS]: "true" } : {};
  const policy = { reclaimPolicy: "Delete", volumeBindingMode: "WaitForFirstConsumer", allowVolumeExpansion: true };
  await client.create(STORAGE_CLASSES, { metadata: { name: "sandbox", annotations }, provisioner: NAME, ...policy })
    .catch((error) => {
      if (!isAlreadyExists(error)) throw error;
    });
}

/** What is to be done for the claims of one name: those that are gone first, since all share one directory. */
async function provisionOne(config: ProvisionerConfig, stores: Stores, key: string): Promise<void> {
  const { client, stateDir, node } = config;
  const provisioner = { name: NAME, node };
  const claim = stores.claims.get(key);
  const path = `${stateDir}/volumes/${key}`;
  const former = stores.volumes.list().filter(({ spec }) =>
    `${spec?.claimRef?.namespace}/${spec?.claimRef?.name}` === key && spec?.claimRef?.uid !== claim?.metadata.uid
  );
  for (const each of former.filter((each) => isMadeBy(each, provisioner) && isReleased(each))) {
    await Deno.remove(path, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    await client.delete(PERSISTENT_VOLUMES, each.metadata).catch((error) => {
      if (!isNotFound(error)) throw error;
    });
  }
  // The end of the last of them comes as a change, and with it the key again.
  if (!claim || former.length > 0) return;
  const volume = stores.volumes.get(volumeNameOf(claim));
  const step = planProvisioning(claim, volume, stores.classes.list(), provisioner);
  if (step.kind === "provision") {
    await Deno.mkdir(path, { recursive: true });
    await client.create(PERSISTENT_VOLUMES, volumeFor(claim, step.storageClass, path, provisioner)).catch((error) => {
      if (!isAlreadyExists(error)) throw error;
    });
  }
  if (step.kind !== "expand") return;
  const capacity = { storage: claim.spec!.resources!.requests!.storage };
  await client.patch(PERSISTENT_VOLUMES, volume!.metadata, { spec: { capacity } }, { type: "merge" });
  const options = { type: "merge", subresource: "status" } as const;
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { status: { capacity } }, options);
}
