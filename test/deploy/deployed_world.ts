/** Effects: a real control plane on which our manifests are applied, and parts of ours that run as the manifests say. */
import { type KubeClient, NAMESPACES } from "../../kube/mod.ts";
import { type AuditEvent, parseAuditLog } from "../bench/audit_log.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { freePort } from "../controlplane/daemon.ts";
import { foreignDefinitions } from "../controlplane/foreign_definitions.ts";
import { startOurProcess } from "../controlplane/our_process.ts";
import { FLAGS_FOR_SIMULATED_NODES } from "../controlplane/simulated_nodes.ts";
import { startStillNodes } from "../controlplane/still_nodes.ts";
import { Kubectl } from "../e2e/kubectl.ts";
import type { Manifest } from "./build_manifests.ts";
import type { DeployedPart } from "./deployed_environment.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
/** Kubeflow's, which its overlay does not bring, and those of users. */
const FOREIGN_NAMESPACES = ["kubeflow", "team", "idle"];
/** Of an operator's own CustomResourceDefinitions, which are in no Go module of a few megabytes. */
const NOT_SERVED = "cert-manager.io/";

/** A part of ours that runs on this machine as its manifest says. */
export interface RunningPart extends AsyncDisposable {
  /** Where its container's port of this name is. */
  urlOf(port: string): string;
  tail(): Promise<string>;
}

/** A plane on which manifests are applied. */
export interface DeployedWorld extends AsyncDisposable {
  readonly plane: ControlPlane;
  readonly admin: KubeClient;
  readonly kubectl: Kubectl;
  /** Applies manifests to the letter: a field that nobody knows is refused. Answers what was warned of. */
  apply(manifests: readonly Manifest[], flags?: readonly string[]): Promise<string>;
  /** Runs a part; `files` are what the cluster would mount: a path in the manifests, and where it is here. */
  start(part: DeployedPart, files?: Readonly<Record<string, string>>): Promise<RunningPart>;
  /** What ServiceAccounts have asked so far. */
  audit(): Promise<AuditEvent[]>;
}

/** Starts one with nodes on which every pod runs, and the definitions of Istio and the Gateway API. */
export async function startDeployedWorld(): Promise<DeployedWorld> {
  await using stack = new AsyncDisposableStack();
  const dir = await Deno.makeTempDir({ prefix: "atelier-deploy-" });
  stack.defer(() => Deno.remove(dir, { recursive: true }));
  const log = `${dir}/audit.log`;
  await Deno.writeTextFile(`${dir}/policy.yaml`, JSON.stringify(POLICY));
  const audit = [`--audit-policy-file=${dir}/policy.yaml`, `--audit-log-path=${log}`];
  const crdDirs = [`${ROOT}crds`, ...await foreignDefinitions()];
  const flags = { ...FLAGS_FOR_SIMULATED_NODES, "kube-apiserver": audit };
  const plane = stack.use(await startControlPlane({ say: console.log, crdDirs, flags }));
  const admin = await plane.client();
  for (const name of FOREIGN_NAMESPACES) await admin.create(NAMESPACES, { metadata: { name } });
  stack.use(await startStillNodes(admin, { names: ["n1"] }));
  const kubectl = new Kubectl(plane.kubeconfig, "team");
  // Each object's own.
  const anywhere = new Kubectl(plane.kubeconfig, "");
  const moved = stack.move();
  return {
    ...{ plane, admin, kubectl },
    async apply(manifests, more = []) {
      const served = manifests.filter(({ apiVersion }) => !apiVersion!.startsWith(NOT_SERVED));
      const args = ["apply", "--server-side", "--validate=strict", "-f", "-", ...more];
      const answer = await anywhere.try(args, {
        stdin: JSON.stringify({ kind: "List", apiVersion: "v1", items: served }),
      });
      if (answer.code !== 0) throw new Error(`Cannot apply the manifests: ${answer.stderr}`);
      return answer.stderr;
    },
    start: (part, files = {}) => startPart(plane, part, files),
    audit: async () => parseAuditLog(await Deno.readTextFile(log)),
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  };
}

const POLICY = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  omitStages: ["RequestReceived"],
  rules: [
    { level: "None", userGroups: ["system:serviceaccounts:kube-system"] },
    { level: "Metadata", userGroups: ["system:serviceaccounts"] },
  ],
};

/** As the image starts it, but on loopback and on ports that are free. */
async function startPart(
  plane: ControlPlane,
  { name, namespace, account, env, pod }: DeployedPart,
  files: Readonly<Record<string, string>>,
): Promise<RunningPart> {
  const user = `system:serviceaccount:${namespace}:${account}`;
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`];
  const ports = new Map<string, number>(
    pod.containers[0].ports.map(({ name }: { name: string }) => [name, freePort()]),
  );
  const given = Object.entries(env).map(([key, value]) => [key, files[value] ?? value]);
  const here = {
    KUBECONFIG: await plane.kubeconfigOf({ name: user, groups }),
    // What a pod reads from the files of its ServiceAccount.
    LEASE_NAMESPACE: namespace,
    HOST: "127.0.0.1",
    PORT: `${ports.get("http") ?? freePort()}`,
    METRICS_PORT: `${ports.get("metrics")}`,
    ...(ports.has("https-webhook") ? { WEBHOOK_PORT: `${ports.get("https-webhook")}` } : {}),
  };
  const logFile = `${plane.dir}/${namespace}-${name}.log`;
  const daemon = await startOurProcess(name, await imageArguments(), {
    env: { ...Object.fromEntries(given), ...here },
    logFile,
  });
  return {
    urlOf: (port) => `http://127.0.0.1:${ports.get(port)}`,
    tail: () => daemon.tail(),
    [Symbol.asyncDispose]: () => daemon.stop(),
  };
}

/** What the image gives `deno run`. */
async function imageArguments(): Promise<string[]> {
  const [, command] = /^CMD (\[.*\])$/m.exec(await Deno.readTextFile(`${ROOT}Dockerfile`))!;
  return JSON.parse(command).slice(2);
}
