/** Effect: binds PersistentVolumeClaims to directories, and removes the directory of a claim that is deleted. */
import {
  PERSISTENT_VOLUME_CLAIMS,
  type PersistentVolumeClaim,
  type Pod,
  type StorageClass,
} from "../../kube/builtins.ts";
import type { Store } from "../../kube/store.ts";
import { keyOf } from "../../kube/resource_type.ts";
import { createWorkQueue } from "../../kube/work_queue.ts";
import { createEventRecorder } from "./event_recorder.ts";
import type { ControllersConfig } from "./run.ts";
import { isFinished } from "./stateful_set_plan.ts";

const PROTECTION = "kubernetes.io/pvc-protection";
/** On the class of claims that name none. */
export const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

interface Parts {
  claims: Store<PersistentVolumeClaim>;
  classes: Store<StorageClass>;
  /** Indexed by `claim`: `namespace/name` of each claim that it mounts. */
  pods: Store<Pod>;
}

/** What is to become of a claim: bind it, remove its files, or wait (for what, where somebody should know). */
export type ClaimStep =
  | { kind: "bind" | "remove" | "nothing" }
  | { kind: "wait"; reason: string; message: string; isWarning: boolean };

/** Pure: decides about one claim by the pods that use it and its class. */
export function planClaim(
  { metadata, spec, status }: PersistentVolumeClaim,
  users: readonly Pod[],
  classes: readonly StorageClass[],
): ClaimStep {
  const isUsed = !users.every(isFinished);
  if (metadata.deletionTimestamp) {
    return { kind: metadata.finalizers?.includes(PROTECTION) && !isUsed ? "remove" : "nothing" };
  }
  if (status?.phase === "Bound") return { kind: "nothing" };
  const wait = (reason: string, message: string, isWarning = true) =>
    ({ kind: "wait", reason, message, isWarning }) as const;
  const name = spec?.storageClassName;
  if (name === "") {
    return wait("FailedBinding", "no persistent volumes available for this claim and no storage class is set", false);
  }
  const found = classes.find((each) =>
    name ? each.metadata.name === name : each.metadata.annotations?.[DEFAULT_CLASS] === "true"
  );
  if (!found) return wait("ProvisioningFailed", `storageclass.storage.k8s.io "${name ?? "default"}" not found`);
  if (found.volumeBindingMode !== "WaitForFirstConsumer" || users.length > 0) return { kind: "bind" };
  return wait("WaitForFirstConsumer", "waiting for first consumer to be created before binding", false);
}

/** Works until the signal aborts. */
export async function runClaims(config: ControllersConfig, parts: Parts, signal: AbortSignal): Promise<void> {
  const { claims, classes, pods } = parts;
  const record = createEventRecorder(config.client, "persistentvolume-controller", signal, config);
  const told = new Map<string, string>();
  const reconcile = async (key: string) => {
    const claim = claims.get(key);
    if (!claim) return { kind: "done" } as const;
    const step = planClaim(claim, pods.byIndex("claim", key), classes.list());
    if (step.kind === "bind") await bind(config, claim);
    if (step.kind === "remove") await remove(config, claim);
    if (step.kind === "wait" && told.get(claim.metadata.uid!) !== step.message) {
      told.set(claim.metadata.uid!, step.message);
      record(claim, step.isWarning ? "Warning" : "Normal", step.reason, step.message);
    }
    return { kind: "done" } as const;
  };
  const queue = createWorkQueue({ reconcile, log: config.log, name: "claims" });
  const addAll = () => claims.list().forEach((each) => queue.add(keyOf(each)));
  claims.subscribe((change) => queue.add(keyOf(change.object)));
  classes.subscribe(addAll);
  pods.subscribe(({ object }) => claimsOf(object).forEach((key) => queue.add(key)));
  addAll();
  await queue.run(signal);
}

/** `namespace/name` of each claim that a pod mounts. */
export function claimsOf({ metadata, spec }: Pod): string[] {
  const names = (spec?.volumes ?? []).flatMap((each) => each.persistentVolumeClaim?.claimName ?? []);
  return names.map((name) => keyOf({ namespace: metadata.namespace, name }));
}

async function bind({ client, stateDir }: ControllersConfig, claim: PersistentVolumeClaim): Promise<void> {
  await Deno.mkdir(directoryOf(stateDir, claim), { recursive: true });
  const finalizers = [...new Set([...claim.metadata.finalizers ?? [], PROTECTION])];
  const metadata = { finalizers, annotations: { "pv.kubernetes.io/bind-completed": "yes" } };
  const volumeName = `pvc-${claim.metadata.uid}`;
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { metadata, spec: { volumeName } }, { type: "merge" });
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
  const metadata = { resourceVersion, finalizers: finalizers!.filter((each) => each !== PROTECTION) };
  await client.patch(PERSISTENT_VOLUME_CLAIMS, claim.metadata, { metadata }, { type: "merge" });
}

function directoryOf(stateDir: string, { metadata }: PersistentVolumeClaim): string {
  return `${stateDir}/volumes/${metadata.namespace}/${metadata.name}`;
}
