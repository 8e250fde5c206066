import { createKubeClient, loadKubeConfig, transportFromKubeConfig } from "../../kube/mod.ts";
import { silentLog, systemClock } from "../../platform/mod.ts";
import { run as runApiserver } from "../../sandbox/apiserver/mod.ts";
import { run as runControllers } from "../../sandbox/controllers/run.ts";
import { clientsOf, clientWithoutCertificate, makeTargets } from "./make_targets.ts";
import { type ContractTarget, NOBODY } from "./target.ts";

/** A sandbox's apiserver on a port of its own with the built-in controllers, in a directory that goes with it. */
export interface SandboxUnderTest {
  readonly stateDir: string;
  readonly url: string;
  /** A target in a new namespace. */
  target(): Promise<ContractTarget>;
  stop(): Promise<void>;
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
  const controllers = await startControllers(stateDir);
  return {
    stateDir,
    url,
    target: makeTargets({ url, clients, forget }),
    async stop() {
      await controllers.stop();
      for (const client of Object.values(clients)) client.close();
      await apiserver.end();
      await Deno.remove(stateDir, { recursive: true });
    },
  };
}

async function startControllers(stateDir: string): Promise<{ stop(): Promise<void> }> {
  const transport = transportFromKubeConfig(loadKubeConfig({ KUBECONFIG: `${stateDir}/kubeconfig` }));
  const client = createKubeClient(transport);
  const over = new AbortController();
  const running = await runControllers({ client, stateDir, clock: systemClock, log: silentLog }, over.signal);
  return {
    async stop() {
      over.abort();
      await running.finished;
      transport.close?.();
    },
  };
}
