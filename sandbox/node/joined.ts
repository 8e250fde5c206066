/** Effect: joins this machine to a real control plane as one of its nodes, with the volumes that its pods claim. */
import type { Running } from "../../platform/running.ts";
import { CONFIG_MAPS, NAMESPACES } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { createKubeClient } from "../../kube/kube_client.ts";
import { transportFromKubeConfig } from "../../kube/transport_from_kube_config.ts";
import { loadKubeConfig } from "../../kube/transport_kube_config.ts";
import { run as runProvisioner } from "../controllers/provisioner.ts";
import { type NodeConfig, run as runNode } from "./run.ts";
import { requestServingCertificate } from "./serving_certificate.ts";

/** What a joined node needs: the kubeconfig of an administrator instead of a client. */
export interface JoinedNodeConfig extends Omit<NodeConfig, "client" | "apiserverUrl" | "isJoined" | "tls"> {
  /** Path; its current context counts. */
  kubeconfig: string;
}

/** A node that has joined. */
export interface RunningJoinedNode extends Running {
  /** What it keeps of this cluster, below the directory that it was given: its claims' files are no other cluster's. */
  readonly stateDir: string;
}

/** Starts the node and its provisioner; ready when the node is registered and the provisioner has seen the claims. */
export async function run(config: JoinedNodeConfig, signal: AbortSignal): Promise<RunningJoinedNode> {
  const { name, clock } = config;
  const { server, ...user } = loadKubeConfig({ KUBECONFIG: config.kubeconfig });
  const transport = transportFromKubeConfig({ server, ...user });
  const client = createKubeClient(transport);
  const cluster = await client.get(NAMESPACES, { name: "kube-system" }, signal);
  const stateDir = `${config.stateDir}/joined/${cluster.metadata.uid}`;
  const pair = await requestServingCertificate(client, name, clock, signal);
  const tls = { ...pair, ca: await clientAuthority(client), clientName: "kube-apiserver-kubelet-client" };
  const node = await runNode({ ...config, stateDir, client, apiserverUrl: server, isJoined: true, tls }, signal);
  const provisioner = await runProvisioner({ ...config, stateDir, client, node: name }, signal);
  const finished = Promise.all([node.finished, provisioner.finished]).then(() => transport.close?.());
  return { url: node.url, finished, stateDir };
}

/** Who signed the apiserver's own client certificate. */
async function clientAuthority(client: KubeClient): Promise<string> {
  const key = { namespace: "kube-system", name: "extension-apiserver-authentication" };
  const ca = (await client.get(CONFIG_MAPS, key)).data?.["client-ca-file"];
  if (!ca) throw new Error("Cannot join: this control plane does not say who signs the certificates of its clients");
  return ca;
}
