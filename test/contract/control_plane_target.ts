import { startControlPlane } from "../controlplane/control_plane.ts";
import { clientsOf, clientWithoutCertificate } from "./sandbox_target.ts";
import { type ContractTarget, NOBODY } from "./target.ts";

/** A real control plane with the project's CustomResourceDefinitions and a user without rights. */
export interface ControlPlaneUnderTest {
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
  const fetchAs = (path: string, init: RequestInit = {}, as = "admin") =>
    fetch(plane.url + path, { ...init, client: clients[as] });
  let count = 0;
  return {
    async target() {
      const namespace = `contract-${++count}`;
      const send = { method: "POST", headers: { "content-type": "application/json" } };
      const body = JSON.stringify({ metadata: { name: namespace } });
      await (await fetchAs("/api/v1/namespaces", { ...send, body })).body?.cancel();
      await until(async () => await isThere(fetchAs, `/api/v1/namespaces/${namespace}/serviceaccounts/default`));
      return { namespace, fetch: fetchAs };
    },
    async stop() {
      for (const client of Object.values(clients)) client.close();
      await plane.stop();
    },
  };
}

type FetchAs = ContractTarget["fetch"];

async function isThere(fetchAs: FetchAs, path: string): Promise<boolean> {
  const response = await fetchAs(path);
  await response.body?.cancel();
  return response.ok;
}

async function until(isMet: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!await isMet()) {
    if (Date.now() > end) throw new Error("Cannot go on: what was awaited has not come within 20 s");
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}
