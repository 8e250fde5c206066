/** Effect: binds PersistentVolumeClaims to directories, and removes the directory of a claim that is deleted. */
import {
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  type Pod,
  type StorageClass,
} from "../../kube/builtins.ts";
import { claimsOf, planClaim, PVC_PROTECTION } from "../../kube/cluster/claim_plan.ts";
import type { Store } from "../../kube/store.ts";
import { keyOf } from "../../kube/resource_type.ts";
import { createWorkQueue, toNext } from "../../kube/work_queue.ts";
import { createEventRecorder } from "./event_recorder.ts";
import type { ControllersConfig } from "./run.ts";

interface Parts {
  claims: Store<PersistentVolumeClaim>;
  classes: Store<StorageClass>;
  /** Indexed by `claim`: `namespace/name` of each claim that it mounts. */
  pods: Store<Pod>;
}

/** Works until the signal aborts. */
export async function runClaims(config: ControllersConfig, parts: Parts, signal: AbortSignal): Promise<void> {
  const { claims, classes, pods } = parts;
  const record = createEventRecorder(config.client, "persistentvolume-controller", signal, config);
  const told = new Map<string, string>();
  const reconcile = async (key: string) => {
    const claim = claims.get(key);
    if (!claim) return toNext();
    const step = planClaim(claim, pods.byIndex("claim", key), classes.list());
    if (step.kind === "bind") await bind(config, claim);
    if (step.kind === "remove") await remove(config, claim);
    if (step.kind === "expand") await writeStatus(config, claim);
    if (step.kind === "wait" && told.get(claim.metadata.uid!) !== step.message) {
      told.set(claim.metadata.uid!, step.message);
      record(claim, step.isWarning ? "Warning" : "Normal", step.reason, step.message);
    }
    return toNext();
  };
  const queue = createWorkQueue({ reconcile, log: config.log, name: "claims" });
  const addAll = () => claims.list().forEach((each) => queue.add(keyOf(each)));
  claims.subscribe((change) => queue.add(keyOf(change.object)));
  classes.subscribe(addAll);
  pods.subscribe(({ object }) => claimsOf(object).forEach((key) => queue.add(key)));
  addAll();
  await queue.run(signal);
}

async function bind(config: ControllersConfig, claim: PersistentVolumeClaim): Promise<void> {
  const { client, stateDir } = config;
  await Deno.mkdir(directoryOf(stateDir, claim), { recursive: true });
  const finalizers = [...new Set([...claim.metadata.finalizers ?? [], PVC_PROTECTION])];
  const metadata = { finalizers, annotations: { "pv.kubernetes.io/bind-completed": "yes" } };
  const volumeName = `pvc-${claim.metadata.uid}`;
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { metadata, spec: { volumeName } }, { type: "merge" });
  await writeStatus(config, claim);
}

/** Nobody measures a directory: it is as large as its claim says. */
async function writeStatus({ client }: ControllersConfig, claim: PersistentVolumeClaim): Promise<void> {
  const capacity = { storage: claim.spec?.resources?.requests?.storage };
  const status = { phase: "Bound", accessModes: claim.spec?.accessModes, capacity };
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { status }, { type: "merge", subresource: "status" });
}

/** The files go before the finalizer: a claim of the same name must never find them. */
async function remove({ client, stateDir }: ControllersConfig, claim: PersistentVolumeClaim): Promise<void> {
  await Deno.remove(directoryOf(stateDir, claim), { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  const { resourceVersion, finalizers } = claim.metadata;
  const metadata = { resourceVersion, finalizers: finalizers!.filter((each) => each !== PVC_PROTECTION) };
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { metadata }, { type: "merge" });
}

function directoryOf(stateDir: string, { metadata }: PersistentVolumeClaim): string {
  return `${stateDir}/volumes/${metadata.namespace}/${metadata.name}`;
}
