import { startControlPlane } from "../controlplane/control_plane.ts";
import { type JoinedNode, joinNode } from "../controlplane/joined_node.ts";
import { clientsOf, clientWithoutCertificate, makeTargets } from "./make_targets.ts";
import type { ClusterUnderContract } from "./run_contract.ts";
import { SHELL } from "./running/shell_image.ts";
import { NOBODY } from "./target.ts";

const root = new URL("../../", import.meta.url).pathname;
const USER = "contract-user";

/** Starts a real control plane with the project's CustomResourceDefinitions and a user without rights. */
export async function startControlPlaneTarget(): Promise<ClusterUnderContract> {
  const plane = await startControlPlane({ say: console.log, crdDirs: [`${root}crds`, `${root}sandbox/crds`] });
  const kubeconfigs: Record<string, string> = {
    admin: plane.kubeconfig,
    [USER]: await plane.kubeconfigOf({ name: USER }),
  };
  const clients: Record<string, Deno.HttpClient> = Object.fromEntries(
    Object.entries(kubeconfigs).map(([name, path]) => [name, Object.values(clientsOf(path))[0]]),
  );
  clients[NOBODY] = clientWithoutCertificate(plane.kubeconfig);
  let node: JoinedNode | undefined;
  return {
    target: makeTargets({ url: plane.url, clients, forget: () => plane.compact() }),
    kubeconfig: plane.kubeconfig,
    kubectlArguments: (user = "admin") => ["--kubeconfig", kubeconfigs[user]],
    async startNode() {
      node = await joinNode(plane, { catalogue: [SHELL], isolation: "none" });
    },
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await node?.stop();
      await plane.stop();
    },
  };
}
