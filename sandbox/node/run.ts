import type { BackoffPolicy } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import { type Pod, PODS } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { startReflector } from "../../kube/reflector.ts";
import { keyOf } from "../../kube/resource_type.ts";
import type { Store } from "../../kube/store.ts";
import { createEventRecorder } from "../controllers/event_recorder.ts";
import type { CatalogueEntry } from "../images/catalogue.ts";
import { openImageStore } from "../images/image_store.ts";
import { KUBELET_BACKOFF } from "./container_run.ts";
import { type KubeletTls, serveKubelet } from "./kubelet_server.ts";
import { nodeStatus } from "./node_status.ts";
import { podAddress } from "./pod_address.ts";
import { type NodeParts, PodWorker } from "./pod_worker.ts";
import { killDescribed, probeLauncher } from "./process.ts";
import { keepRegistered, registerNode } from "./registration.ts";
import { asNode } from "./settings_reader.ts";

/** What a node needs. */
export interface NodeConfig {
  name: string;
  /** Of a user who may do everything (`system:masters`). */
  client: KubeClient;
  /** Of the apiserver, as pods on this machine reach it. */
  apiserverUrl: string;
  /** Joined to a real control plane: with a lease, heartbeats, and addresses that it takes. */
  isJoined?: boolean;
  /** Has `volumes/`, `pods/` and `logs/`. */
  stateDir: string;
  /** The store of pulled images. */
  imagesDir: string;
  /** `none`: without bubblewrap even where it works. */
  isolation: "auto" | "none";
  tls: KubeletTls;
  /** Images beside the catalogue's own. */
  catalogue?: readonly CatalogueEntry[];
  /** Before a container that crashed, or an image that could not be pulled, is tried again. */
  backoff?: BackoffPolicy;
  clock: Clock;
  log: Log;
}

/** Starts a node: ready when it is registered and has seen its pods; when `finished`, no process of a pod is left. */
export async function run(config: NodeConfig, signal: AbortSignal): Promise<Running> {
  const { name, client, apiserverUrl, isJoined = false, stateDir, clock, log } = config;
  const { backoff = KUBELET_BACKOFF, catalogue = [] } = config;
  const images = openImageStore(config.imagesDir, signal, { clock });
  const launcher = await probeLauncher(config.isolation);
  const record = createEventRecorder(client, "kubelet", signal, { clock, log, host: name });
  const plane = { client, settings: asNode(client, name), apiserverUrl, isJoined };
  const parts: NodeParts = { ...plane, stateDir, launcher, images, catalogue, backoff, record, clock, log, signal };
  const workers = new Map<string, PodWorker>();
  const find = (key: string) => [...workers.values()].findLast((each) => keyOf(each.pod) === key);
  const serving = new AbortController();
  const server = await serveKubelet(config.tls, find, serving.signal);
  const status = nodeStatus({ isIsolated: launcher.bubblewrap !== undefined, port: server.port });
  const registration = { client, name, status, clock, log, signal };
  await registerNode(registration, clock.now());
  const registered = isJoined ? keepRegistered(registration) : undefined;
  const fieldSelector = `spec.nodeName=${name}`;
  const pods = startReflector(
    client,
    PODS,
    { clock, log, fieldSelector, keep: (pod) => pod.spec?.nodeName === name },
    signal,
  );
  await pods.ready(signal);
  await endLeftovers(stateDir, pods);
  const stopWatching = tendPods(parts, pods, workers);
  const finished = new Promise((resolve) => signal.addEventListener("abort", resolve)).then(async () => {
    stopWatching();
    for (const each of workers.values()) each.abandon(false);
    await Promise.all([...workers.values()].map((each) => each.finished));
    // Who follows a log has seen its end now.
    serving.abort();
    await Promise.all([images.idle(), server.finished, pods.finished, registered]);
  });
  return { url: `https://127.0.0.1:${server.port}`, finished };
}

/** One worker for each pod, from the first that the store knows of it until it has ended. */
function tendPods(parts: NodeParts, pods: Store<Pod>, workers: Map<string, PodWorker>): () => void {
  const take = (pod: Pod) => {
    const uid = pod.metadata.uid!;
    const known = workers.get(uid);
    if (known) return known.update(pod);
    const taken = new Set([...workers.values()].map((each) => each.address));
    const worker = new PodWorker(parts, pod, podAddress(uid, taken, pod.status?.podIP));
    workers.set(uid, worker);
    worker.finished.then(() => workers.delete(uid));
  };
  const stop = pods.subscribe((change) => {
    if (change.type === "apply") take(change.object);
    else workers.get(change.object.metadata.uid!)?.abandon(true);
  });
  for (const pod of pods.list()) take(pod);
  return stop;
}

/** What outlived a former node is ended, and what belongs to pods that are no more is removed. */
async function endLeftovers(stateDir: string, pods: Store<Pod>): Promise<void> {
  const known = new Set(pods.list().map((each) => each.metadata.uid));
  for (const { name: uid } of await readDirectory(`${stateDir}/pods`)) {
    for (const { name } of await readDirectory(`${stateDir}/pods/${uid}`)) {
      if (!name.endsWith(".pid")) continue;
      killDescribed(await Deno.readTextFile(`${stateDir}/pods/${uid}/${name}`));
    }
    if (!known.has(uid)) await Deno.remove(`${stateDir}/pods/${uid}`, { recursive: true });
  }
  for (const { name } of await readDirectory(`${stateDir}/logs`)) {
    if (!known.has(name.split("_").at(-1))) await Deno.remove(`${stateDir}/logs/${name}`, { recursive: true });
  }
}

async function readDirectory(path: string): Promise<Deno.DirEntry[]> {
  return await Array.fromAsync(Deno.readDir(path)).catch(() => []);
}
