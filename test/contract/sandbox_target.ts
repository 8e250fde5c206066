import { run as runApiserver } from "../../sandbox/apiserver/mod.ts";
import { clientsOf, clientWithoutCertificate, makeTargets } from "./make_targets.ts";
import type { ClusterUnderContract } from "./run_contract.ts";
import { startParts } from "./sandbox_parts.ts";
import { NOBODY } from "./target.ts";

/** A sandbox's apiserver on a port of its own with the built-in controllers, in a directory that goes with it. */
export interface SandboxUnderTest extends ClusterUnderContract {
  readonly stateDir: string;
  readonly url: string;
}

const root = new URL("../../", import.meta.url).pathname;

/** Starts one with the project's CustomResourceDefinitions and a user without rights. */
export async function startSandbox(): Promise<SandboxUnderTest> {
  const stateDir = await Deno.makeTempDir({ prefix: "atelier-contract-" });
  const user = { name: "contract-user", groups: [] };
  const start = async (port: number) => {
    const stop = new AbortController();
    const crdDirs = [`${root}crds`, `${root}sandbox/crds`];
    const host = "127.0.0.1" as const;
    const running = await runApiserver({ stateDir, port, host, seedDirs: [], users: [user], crdDirs }, stop.signal);
    const end = () => {
      stop.abort();
      return running.finished;
    };
    return { url: running.url, end };
  };
  let apiserver = await start(0);
  const { url } = apiserver;
  // Watches go back to where they end with the process, so that a restart forgets everything before it.
  const forget = async () => {
    await apiserver.end();
    apiserver = await start(Number(new URL(url).port));
    // The connections to the old process fail once, then a client opens new ones.
    const asked = Object.values(clients).map((client) =>
      fetch(`${url}/readyz`, { client }).then((each) => each.text())
    );
    await Promise.allSettled(asked);
  };
  const kubeconfig = `${stateDir}/kubeconfig`;
  const clients: Record<string, Deno.HttpClient> = {
    ...clientsOf(kubeconfig),
    [NOBODY]: clientWithoutCertificate(kubeconfig),
  };
  const parts = await startParts(stateDir);
  return {
    stateDir,
    url,
    target: makeTargets({ url, clients, forget }),
    kubeconfig,
    kubectlArguments: (user) => ["--kubeconfig", kubeconfig, ...(user ? ["--context", user] : [])],
    startNode: () => parts.startNode(url),
    async stop() {
      await parts.stop();
      for (const client of Object.values(clients)) client.close();
      await apiserver.end();
      await Deno.remove(stateDir, { recursive: true });
    },
  };
}
