/** Effects: a real control plane with simulated nodes, our controller's rights, and an audit log of who asks what. */
import {
  createKubeClient,
  type KubeClient,
  loadKubeConfig,
  NAMESPACES,
  transportFromKubeConfig,
} from "../../kube/mod.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";
import { FLAGS_FOR_SIMULATED_NODES, startSimulatedNodes } from "../controlplane/simulated_nodes.ts";
import { type AuditEvent, auditPolicy, parseAuditLog } from "./audit_log.ts";
import type { BenchRun } from "./bench_run.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** `CONTROLLER_USER` as an object; the floor is measured as the same user. */
const CONTROLLER = { namespace: "atelier", name: "atelier-controller" };
/** Longer than any run. */
const TOKEN_SECONDS = 6 * 3_600;
/** Where notebooks are made. */
export const NAMESPACE = "team";

/** A control plane to measure on. */
export interface BenchPlane extends AsyncDisposable {
  readonly plane: ControlPlane;
  /** Of all its programs. */
  readonly pids: readonly number[];
  /** Of an administrator. */
  readonly admin: KubeClient;
  /** Path of our controller's kubeconfig. */
  readonly controllerKubeconfig: string;
  /** A client that is taken for our controller. */
  controllerClient(): KubeClient;
  /** Everything that has been logged so far. */
  audit(): Promise<AuditEvent[]>;
}

/** Starts one. `isAudited` false: nothing is logged, which costs the apiserver nothing. */
export async function startBenchPlane(
  { nodes, isAudited = true }: { nodes: number; isAudited?: boolean },
  { say, signal }: BenchRun,
): Promise<BenchPlane> {
  await using stack = new AsyncDisposableStack();
  const dir = await Deno.makeTempDir({ prefix: "atelier-bench-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  const log = `${dir}/audit.log`;
  await Deno.writeTextFile(`${dir}/policy.yaml`, JSON.stringify(auditPolicy(CONTROLLER_USER)));
  const audit = isAudited ? [`--audit-policy-file=${dir}/policy.yaml`, `--audit-log-path=${log}`] : [];
  const plane = stack.use(
    await startControlPlane({
      signal,
      crdDirs: [`${ROOT}crds`],
      flags: { ...FLAGS_FOR_SIMULATED_NODES, "kube-apiserver": audit },
    }),
  );
  const simulated = stack.use(await startSimulatedNodes(plane, nodes, say));
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  const controllerKubeconfig = `${dir}/controller.kubeconfig`;
  await Deno.writeTextFile(controllerKubeconfig, await kubeconfigOfController(plane, admin));
  const moved = stack.move();
  return {
    plane,
    pids: [...Object.values(plane.parts), simulated.daemon].map(({ pid }) => pid),
    admin,
    controllerKubeconfig,
    controllerClient() {
      const transport = transportFromKubeConfig(loadKubeConfig({ KUBECONFIG: controllerKubeconfig }));
      moved.defer(() => transport.close?.());
      return createKubeClient(transport);
    },
    audit: async () => isAudited ? parseAuditLog(await Deno.readTextFile(log)) : [],
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

/** With a token of its ServiceAccount, as in a cluster; JSON, which is YAML. */
async function kubeconfigOfController({ url, pki }: ControlPlane, admin: KubeClient): Promise<string> {
  const { namespace, name } = CONTROLLER;
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const body = JSON.stringify({ spec: { expirationSeconds: TOKEN_SECONDS } });
  const headers = { "content-type": "application/json" };
  const response = await admin.fetch("request", path, { method: "POST", headers, body });
  const { status } = await response.json();
  if (!response.ok) throw new Error(`Cannot get a token of ${namespace}/${name}: ${response.status}`);
  const { token } = status;
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "bench", cluster: { server: url, "certificate-authority-data": btoa(pki.ca) } }],
    users: [{ name, user: { token } }],
    contexts: [{ name: "bench", context: { cluster: "bench", user: name } }],
    "current-context": "bench",
  });
}
