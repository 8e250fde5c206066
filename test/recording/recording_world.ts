/** A real control plane with our controller and nodes that have no kubelet, on which situations are made to be recorded. */
import { run as runController } from "../../controller/run.ts";
import { type KubeClient, type KubeObject, type Pod, PODS } from "../../kube/mod.ts";
import { silentLog } from "../../platform/log.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];
/** A lost machine is told soon, and the addresses of Services can be used up. */
const FLAGS = {
  "kube-apiserver": ["--service-cluster-ip-range=10.96.0.0/26"],
  "kube-controller-manager": [
    "--service-cluster-ip-range=10.96.0.0/26",
    "--node-monitor-period=1s",
    "--node-monitor-grace-period=15s",
  ],
};

/** What situations are made with. */
export interface RecordingWorld extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly admin: KubeClient;
  /** Sends an object to the path of its collection. */
  create(path: string, object: unknown): Promise<KubeObject>;
  /** Makes a node that can take pods; it stays alive, or is never heard of again after `livesMs`. */
  makeNode(
    name: string,
    options?: { room?: Record<string, string>; taints?: unknown[]; livesMs?: number },
  ): Promise<void>;
  /** Writes into a pod's status as its kubelet would. */
  patchStatus(pod: Pod, status: unknown): Promise<void>;
}

/** Starts it. */
export async function startRecordingWorld(): Promise<RecordingWorld> {
  const stack = new AsyncDisposableStack();
  const crdDirs = [`${ROOT}crds`, `${ROOT}sandbox/crds`];
  const plane = stack.use(await startControlPlane({ say: console.log, crdDirs, flags: FLAGS }));
  const admin = await plane.client();
  await installRoles(admin);
  const over = new AbortController();
  const client = await plane.client({ name: CONTROLLER_USER, groups: GROUPS });
  const fetch = () => Promise.resolve(new Response());
  const controller = await runController({ client, log: silentLog, routes: "none", fetch }, over.signal);
  const beats: Promise<void>[] = [];
  stack.defer(async () => {
    over.abort();
    await Promise.all([controller.finished, ...beats]);
  });
  return {
    plane,
    admin,
    create: (path, object) => send(admin, "POST", path, object),
    async makeNode(name, { room, taints, livesMs = Infinity } = {}) {
      await send(admin, "POST", "/api/v1/nodes", nodeBody(name));
      await send(admin, "PATCH", `/api/v1/nodes/${name}/status`, { status: nodeStatus(room) });
      await send(admin, "PATCH", `/api/v1/nodes/${name}`, { spec: { taints: taints ?? null } });
      beats.push(beat(admin, name, Date.now() + livesMs, over.signal));
    },
    async patchStatus({ metadata: { namespace, name } }, status) {
      await admin.patch(PODS, { namespace, name }, { status }, { type: "strategic", subresource: "status" });
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function send(client: KubeClient, method: string, path: string, body: unknown): Promise<KubeObject> {
  const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  const init = { method, body: JSON.stringify(body), headers: { "content-type": type } };
  const response = await client.fetch("request", path, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(`Cannot ${method} ${path}: ${answer.message}`);
  return answer;
}

function nodeBody(name: string) {
  const annotations = { "volumes.kubernetes.io/controller-managed-attach-detach": "true" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name }, annotations },
  };
}

function nodeStatus(room: Record<string, string> = { cpu: "4", memory: "8Gi", pods: "100" }) {
  const at = new Date().toISOString();
  const ready = {
    type: "Ready",
    status: "True",
    lastHeartbeatTime: at,
    lastTransitionTime: at,
    reason: "KubeletReady",
  };
  return { allocatable: room, capacity: room, conditions: [ready] };
}

/** Renews a node's Lease every two seconds until `untilMs`, as a kubelet does. */
async function beat(client: KubeClient, name: string, untilMs: number, signal: AbortSignal): Promise<void> {
  const path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
  const spec = () => ({
    holderIdentity: name,
    leaseDurationSeconds: 40,
    renewTime: new Date().toISOString().replace("Z", "000Z"),
  });
  await send(client, "POST", path, { metadata: { name }, spec: spec() }).catch(() => {});
  while (!signal.aborted && Date.now() < untilMs) {
    await send(client, "PATCH", `${path}/${name}`, { spec: spec() }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}
