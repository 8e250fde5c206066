import type { ContractTarget } from "./target.ts";

/** A cluster that is up. */
export interface ClusterUnderTest {
  url: string;
  /** By the name of the user. */
  clients: Record<string, Deno.HttpClient>;
  forget(): Promise<void>;
  /** Begins the names of its namespaces. */
  prefix?: string;
}

/** Makes targets of one cluster, each in a new namespace that has its ServiceAccount. */
export function makeTargets(
  { url, clients, forget, prefix = "contract" }: ClusterUnderTest,
): () => Promise<ContractTarget> {
  const fetchAs: ContractTarget["fetch"] = (path, init = {}, as = "admin") =>
    fetch(url + path, { ...init, client: clients[as] });
  let count = 0;
  return async () => {
    const namespace = `${prefix}-${++count}`;
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ metadata: { name: namespace } });
    await (await fetchAs("/api/v1/namespaces", { method: "POST", headers, body })).body?.cancel();
    await untilThere(fetchAs, `/api/v1/namespaces/${namespace}/serviceaccounts/default`);
    return { namespace, fetch: fetchAs, forget };
  };
}

async function untilThere(fetchAs: ContractTarget["fetch"], path: string): Promise<void> {
  const end = Date.now() + 20_000;
  for (;;) {
    const response = await fetchAs(path);
    await response.body?.cancel();
    if (response.ok) return;
    if (Date.now() > end) throw new Error(`Cannot go on: ${path} has not come within 20 s`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
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
