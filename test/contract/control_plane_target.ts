import { startControlPlane } from "../controlplane/control_plane.ts";
import { clientsOf, clientWithoutCertificate, makeTargets } from "./make_targets.ts";
import { type ContractTarget, NOBODY } from "./target.ts";

/** A real control plane with the project's CustomResourceDefinitions and a user without rights. */
export interface ControlPlaneUnderTest {
  /** Of the administrator and of the user without rights. */
  readonly kubeconfigs: Record<string, string>;
  /** A target in a new namespace. */
  target(): Promise<ContractTarget>;
  stop(): Promise<void>;
}

const root = new URL("../../", import.meta.url).pathname;
const USER = "contract-user";

/** Starts one; ready when the definitions are served. */
export async function startControlPlaneTarget(): Promise<ControlPlaneUnderTest> {
  const plane = await startControlPlane({ say: console.log, crdDirs: [`${root}crds`, `${root}sandbox/crds`] });
  const kubeconfigs = { admin: plane.kubeconfig, [USER]: await plane.kubeconfigOf({ name: USER }) };
  const clients: Record<string, Deno.HttpClient> = Object.fromEntries(
    Object.entries(kubeconfigs).map(([name, path]) => [name, Object.values(clientsOf(path))[0]]),
  );
  clients[NOBODY] = clientWithoutCertificate(plane.kubeconfig);
  return {
    kubeconfigs,
    target: makeTargets({ url: plane.url, clients, forget: () => plane.compact() }),
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await plane.stop();
    },
  };
}
