import { run } from "../../sandbox/apiserver/mod.ts";
import { type ContractTarget, NOBODY } from "./target.ts";

/** A sandbox's apiserver on a port of its own, in a directory that goes with it. */
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
  const stop = new AbortController();
  const user = { name: "contract-user", groups: [] };
  const running = await run({
    ...{ stateDir, port: 0, host: "127.0.0.1", seedDirs: [], users: [user] },
    crdDirs: [`${root}crds`, `${root}sandbox/crds`],
  }, stop.signal);
  const kubeconfig = `${stateDir}/kubeconfig`;
  const clients: Record<string, Deno.HttpClient> = {
    ...clientsOf(kubeconfig),
    [NOBODY]: clientWithoutCertificate(kubeconfig),
  };
  let count = 0;
  return {
    stateDir,
    url: running.url,
    async target() {
      const namespace = `contract-${++count}`;
      const fetchAs = (path: string, init: RequestInit = {}, as = "admin") =>
        fetch(running.url + path, { ...init, client: clients[as] });
      const made = await fetchAs("/api/v1/namespaces", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ metadata: { name: namespace } }),
      });
      await made.body?.cancel();
      return { namespace, fetch: fetchAs };
    },
    async stop() {
      for (const client of Object.values(clients)) client.close();
      stop.abort();
      await running.finished;
      await Deno.remove(stateDir, { recursive: true });
    },
  };
}

/** An HTTP client that only knows whom it speaks to. */
export function clientWithoutCertificate(path: string): Deno.HttpClient {
  return Deno.createHttpClient({ caCerts: authoritiesOf(JSON.parse(Deno.readTextFileSync(path))) });
}

const authoritiesOf = (config: { clusters: { cluster: Record<string, string> }[] }) => [
  atob(config.clusters[0].cluster["certificate-authority-data"]),
];

/** An HTTP client for each context of a kubeconfig. */
export function clientsOf(path: string): Record<string, Deno.HttpClient> {
  const config = JSON.parse(Deno.readTextFileSync(path));
  const caCerts = authoritiesOf(config);
  const users = config.users as { name: string; user: Record<string, string> }[];
  return Object.fromEntries(users.map(({ name, user }) => {
    const pair = { cert: atob(user["client-certificate-data"]), key: atob(user["client-key-data"]) };
    return [name, Deno.createHttpClient({ caCerts, ...pair })];
  }));
}
