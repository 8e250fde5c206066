/** Nodes that run nothing: KWOK says of each pod that it runs, which shows how everything else behaves at scale. */
import { type KubeClient, type KubeObject, NODES } from "../../kube/mod.ts";
import type { ControlPlane, PartName } from "./control_plane.ts";
import { type Daemon, startDaemon } from "./daemon.ts";
import { describeBinaries, findBinaries } from "./find_binaries.ts";

/** Simulated nodes on a control plane. */
export interface SimulatedNodes extends AsyncDisposable {
  /** Of the nodes. */
  readonly names: readonly string[];
  /** KWOK. */
  readonly daemon: Daemon;
  stop(): Promise<void>;
}

/**
 * What the programs of a control plane have to be told when its nodes are simulated: under load the heartbeats come late,
 * and these two would take the nodes for lost and evict their pods.
 */
export const FLAGS_FOR_SIMULATED_NODES: Partial<Record<PartName, string[]>> = {
  "kube-controller-manager": ["--controllers=*,-node-lifecycle-controller,-taint-eviction-controller"],
};

/** How long nodes may take to become Ready. */
const LIMIT_MS = 60_000;
const ANNOTATION = "kwok.x-k8s.io/node";

/**
 * Starts `count` simulated nodes on a plane that was started with `FLAGS_FOR_SIMULATED_NODES`, and resolves when pods
 * can be scheduled on all of them. A pod there is Ready at once (KWOK's own stages `node-fast` and `pod-fast`).
 */
export async function startSimulatedNodes(
  plane: ControlPlane,
  count: number,
  say: (line: string) => void = () => {},
): Promise<SimulatedNodes> {
  const binaries = await findBinaries(["kwok"], { say });
  const kwok = binaries.found.kwok;
  if (!kwok) throw new Error(`Cannot simulate nodes: ${binaries.missing.map(({ why }) => why).join("; ")}`);
  say(describeBinaries(binaries));
  const command = [kwok.path, ...await kwokFlags(plane)];
  const daemon = await startDaemon("kwok", command, `${plane.dir}/kwok.log`);
  const stop = () => daemon.stop();
  try {
    const client = await plane.client();
    const names = Array.from({ length: count }, (_, index) => `simulated-${index + 1}`);
    await Promise.all(names.map((name) => client.create(NODES, nodeBody(name))));
    await Promise.all(names.map((name) => openForPods(client, name)));
    return { names, daemon, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw new Error(`Cannot simulate nodes: ${(error as Error).message}\n${await daemon.tail()}`, { cause: error });
  }
}

async function kwokFlags(plane: ControlPlane): Promise<string[]> {
  const config = `${plane.dir}/kwok.yaml`;
  // A file of our own, or it reads the one of whoever runs this.
  await Deno.writeTextFile(config, "");
  return [
    `--config=${config}`,
    `--kubeconfig=${await plane.kubeconfigOf({ name: "kwok", groups: ["system:masters"] })}`,
    `--manage-nodes-with-annotation-selector=${ANNOTATION}=fake`,
    "--node-lease-duration-seconds=40",
  ];
}

function nodeBody(name: string): KubeObject {
  const room = { cpu: "1k", memory: "1Ti", pods: "10k" };
  const body = {
    metadata: {
      name,
      annotations: { [ANNOTATION]: "fake" },
      labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
    },
    status: { allocatable: room, capacity: room },
  };
  return body;
}

/** Waits until a node is Ready and takes off the taint of a new one, which nobody else does here. */
async function openForPods(client: KubeClient, name: string): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const { status } = await client.get(NODES, { name });
    if (status?.conditions?.some((each) => each.type === "Ready" && each.status === "True")) break;
    if (Date.now() > end) throw new Error(`${name} is not Ready within ${LIMIT_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await client.patch(NODES, { name }, { spec: { taints: null } }, { type: "merge" });
}
