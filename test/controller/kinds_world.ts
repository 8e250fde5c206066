/** A real control plane with our controller's rights, nodes on which nothing moves, and volumes, for tests of all kinds. */
import { type ControllerConfig, run as runController, type RunningController } from "../../controller/run.ts";
import {
  type KubeClient,
  type KubeObject,
  NAMESPACES,
  PERSISTENT_VOLUME_CLAIMS,
  PERSISTENT_VOLUMES,
  type ResourceType,
  SERVICE_ACCOUNTS,
} from "../../kube/mod.ts";
import { silentLog } from "../../platform/log.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";
import { FLAGS_FOR_SIMULATED_NODES } from "../controlplane/simulated_nodes.ts";
import { startStillNodes, type StillNodesOptions } from "../controlplane/still_nodes.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];

/** Of the namespace that everything is made in. */
export const NAMESPACE = "team";

/** A controller; `stop` ends it and waits. */
export interface StartedController extends Pick<RunningController, "refusals"> {
  stop(): Promise<void>;
}

/** A plane, and what a test of our controller does with it. */
export interface KindsWorld extends AsyncDisposable {
  readonly admin: KubeClient;
  /** What our controller has asked an apiserver to change, as `patch statefulsets`, Events among it. */
  readonly writes: string[];
  /** Starts our controller with the rights that it is deployed with. */
  startController(config?: Partial<ControllerConfig>): Promise<StartedController>;
}

/** Starts it with nodes of these names, each with the room of a small one or of `room`. */
export async function startKindsWorld(
  nodes: readonly string[],
  { room }: Pick<StillNodesOptions, "room"> = {},
): Promise<KindsWorld> {
  const stack = new AsyncDisposableStack();
  const crdDirs = [`${ROOT}crds`, `${ROOT}sandbox/crds`];
  const plane = stack.use(await startControlPlane({ say: console.log, crdDirs, flags: FLAGS_FOR_SIMULATED_NODES }));
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  await admin.create(SERVICE_ACCOUNTS, { metadata: { namespace: NAMESPACE, name: "default-editor" } });
  stack.use(await startStillNodes(admin, { names: nodes, ...(room ? { room } : {}) }));
  const writes: string[] = [];
  return {
    admin,
    writes,
    async startController(config = {}) {
      const over = new AbortController();
      const client = tellingWrites(await plane.client({ name: CONTROLLER_USER, groups: GROUPS }), writes);
      // Nothing runs, and everything answers.
      const fetch = () => Promise.resolve(new Response());
      const controller = await runController(
        { client, log: silentLog, routes: "istio", fetch, ...config },
        over.signal,
      );
      const stop = async () => {
        over.abort();
        await controller.finished;
      };
      stack.defer(stop);
      return { stop, refusals: () => controller.refusals() };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The same client, which also tells what it is asked to change. */
function tellingWrites(client: KubeClient, writes: string[]): KubeClient {
  const verbs = ["create", "replace", "patch", "apply", "delete"] as const;
  const told = verbs.map((verb) => [verb, (type: ResourceType, ...rest: unknown[]) => {
    writes.push(`${verb} ${type.plural}`);
    return (client[verb] as (...all: unknown[]) => unknown)(type, ...rest);
  }]);
  return { ...client, ...Object.fromEntries(told) };
}

/** Makes a claim that is bound to a volume which every node can reach. */
export async function makeClaim(
  admin: KubeClient,
  name: string,
  { namespace = NAMESPACE, mode = "ReadWriteOnce" } = {},
): Promise<void> {
  const storage = { accessModes: [mode], storageClassName: "" };
  const volumeName = `pv-${namespace}-${name}`;
  const volume = {
    metadata: { name: volumeName },
    spec: {
      ...storage,
      capacity: { storage: "1Gi" },
      hostPath: { path: `/nowhere/${name}` },
      claimRef: { namespace, name },
    },
  };
  const claim = {
    metadata: { namespace, name },
    spec: { ...storage, volumeName, resources: { requests: { storage: "1Gi" } } },
  };
  await admin.create(PERSISTENT_VOLUMES, volume as KubeObject);
  await admin.create(PERSISTENT_VOLUME_CLAIMS, claim as KubeObject as never);
}
