/** A real control plane with our controller's rights, nodes on which nothing moves, and volumes, for tests of all kinds. */
import { run as runController } from "../../controller/run.ts";
import {
  type KubeClient,
  type KubeObject,
  NAMESPACES,
  PERSISTENT_VOLUME_CLAIMS,
  PERSISTENT_VOLUMES,
  SERVICE_ACCOUNTS,
} from "../../kube/mod.ts";
import { silentLog } from "../../platform/log.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";
import { FLAGS_FOR_SIMULATED_NODES } from "../controlplane/simulated_nodes.ts";
import { startStillNodes } from "../controlplane/still_nodes.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];

/** Of the namespace that everything is made in. */
export const NAMESPACE = "team";

/** A plane, and what a test of our controller does with it. */
export interface KindsWorld extends AsyncDisposable {
  readonly admin: KubeClient;
  /** Starts our controller with the rights that it is deployed with; the function ends it and waits. */
  startController(): Promise<() => Promise<void>>;
}

/** Starts it with nodes of these names. */
export async function startKindsWorld(nodes: readonly string[]): Promise<KindsWorld> {
  const stack = new AsyncDisposableStack();
  const crdDirs = [`${ROOT}crds`, `${ROOT}sandbox/crds`];
  const plane = stack.use(await startControlPlane({ say: console.log, crdDirs, flags: FLAGS_FOR_SIMULATED_NODES }));
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  await admin.create(SERVICE_ACCOUNTS, { metadata: { namespace: NAMESPACE, name: "default-editor" } });
  stack.use(await startStillNodes(admin, { names: nodes }));
  return {
    admin,
    async startController() {
      const over = new AbortController();
      const client = await plane.client({ name: CONTROLLER_USER, groups: GROUPS });
      // Nothing runs, and everything answers.
      const fetch = () => Promise.resolve(new Response());
      const controller = await runController({ client, log: silentLog, routes: "istio", fetch }, over.signal);
      const stop = async () => {
        over.abort();
        await controller.finished;
      };
      stack.defer(stop);
      return stop;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Makes a claim that is bound to a volume which every node can reach. */
export async function makeClaim(admin: KubeClient, name: string, mode = "ReadWriteOnce"): Promise<void> {
  const storage = { accessModes: [mode], storageClassName: "" };
  const volume = {
    metadata: { name: `pv-${name}` },
    spec: {
      ...storage,
      capacity: { storage: "1Gi" },
      hostPath: { path: `/nowhere/${name}` },
      claimRef: { namespace: NAMESPACE, name },
    },
  };
  const claim = {
    metadata: { namespace: NAMESPACE, name },
    spec: { ...storage, volumeName: `pv-${name}`, resources: { requests: { storage: "1Gi" } } },
  };
  await admin.create(PERSISTENT_VOLUMES, volume as KubeObject);
  await admin.create(PERSISTENT_VOLUME_CLAIMS, claim as KubeObject as never);
}
