/** Effect: registers a node, and on a real control plane keeps its lease and its status fresh, as the kubelet does. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { LEASES, NODES } from "../../kube/builtins.ts";
import { isSubset } from "../../kube/json_value.ts";
import type { KubeClient } from "../../kube/client.ts";
import { isAlreadyExists, isNotFound } from "../../kube/errors.ts";
import { toMicroTime } from "../../kube/micro_time.ts";
import { toTimestamp } from "../controllers/event_recorder.ts";
import { type NodeStatus, withTimes } from "../../kube/cluster/node_heartbeat.ts";

const RENEW_MS = 10_000;
const HEARTBEAT_MS = 300_000;
/** Of the lease: how long after its last renewal a node counts as lost. */
const LEASE_SECONDS = 40;

/** Who registers, and what it says of itself. */
export interface Registration {
  client: KubeClient;
  name: string;
  status: NodeStatus;
  clock: Clock;
  log: Log;
  /** Ends what is under way. */
  signal: AbortSignal;
}

/** Makes the node where it is not there, and brings its status to what it says; answers its UID. */
export async function registerNode(
  { client, name, status, clock, signal }: Registration,
  beatAt: Date,
): Promise<string> {
  const live = await client.get(NODES, { name }, signal).catch(async (error) => {
    if (!isNotFound(error)) throw error;
    const labels = {
      "kubernetes.io/hostname": name,
      "kubernetes.io/os": Deno.build.os,
      "kubernetes.io/arch": Deno.build.arch === "x86_64" ? "amd64" : "arm64",
    };
    return await client.create(NODES, { metadata: { name, labels }, spec: {} }, { signal });
  });
  const wanted = withTimes(status, live.status, toTimestamp(beatAt), toTimestamp(clock.now()));
  if (!isSubset(wanted, live.status ?? {})) {
    await client.patch(NODES, { name }, { status: wanted }, { type: "merge", subresource: "status", signal });
  }
  return live.metadata.uid!;
}

/** Until the signal aborts: a lapse, a wrong word of the node's controller, or a deletion is put right within 10 s. */
export async function keepRegistered(registration: Registration): Promise<void> {
  const { clock, log, signal } = registration;
  for (let beatAt = clock.now(); !signal.aborted;) {
    if (clock.now().getTime() - beatAt.getTime() >= HEARTBEAT_MS) beatAt = clock.now();
    try {
      await renewLease(registration, await registerNode(registration, beatAt));
    } catch (error) {
      if (!signal.aborted) log.warn("Cannot keep the node registered", { error });
    }
    await clock.sleep(RENEW_MS, signal).catch(() => {});
  }
}

async function renewLease({ client, name, clock, signal }: Registration, uid: string): Promise<void> {
  const metadata = { namespace: "kube-node-lease", name };
  const renewTime = toMicroTime(clock.now());
  await client.patch(LEASES, metadata, { spec: { renewTime } }, { type: "merge", signal }).catch(async (error) => {
    if (!isNotFound(error)) throw error;
    const spec = { holderIdentity: name, leaseDurationSeconds: LEASE_SECONDS, renewTime };
    const ownerReferences = [{ apiVersion: "v1", kind: "Node", name, uid }];
    await client.create(LEASES, { metadata: { ...metadata, ownerReferences }, spec }, { signal }).catch((error) => {
      if (!isAlreadyExists(error)) throw error;
    });
  });
}
