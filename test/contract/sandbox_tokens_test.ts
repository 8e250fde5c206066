import { assertEquals } from "@std/assert";
import { run } from "../../sandbox/apiserver/mod.ts";
import { clientsOf, clientWithoutCertificate } from "./make_targets.ts";

const PATH = "/api/v1/namespaces/default/serviceaccounts/default";

interface Served {
  url: string;
  stateDir: string;
}

/** Runs the apiserver on a directory, for as long as `use` takes. */
async function whileServing<T>(stateDir: string, use: (served: Served) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const config = { stateDir, port: 0, host: "127.0.0.1" as const, crdDirs: [], seedDirs: [], users: [] };
  const running = await run(config, stop.signal);
  try {
    return await use({ url: running.url, stateDir });
  } finally {
    stop.abort();
    await running.finished;
  }
}

async function requestToken({ url, stateDir }: Served): Promise<string> {
  using client = clientsOf(`${stateDir}/kubeconfig`).admin;
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${url}${PATH}/token`, { method: "POST", body: "{}", headers, client });
  return (await answer.json()).status.token;
}

async function statusWith({ url, stateDir }: Served, token: string): Promise<number> {
  using client = clientWithoutCertificate(`${stateDir}/kubeconfig`);
  const answer = await fetch(`${url}/version`, { headers: { authorization: `Bearer ${token}` }, client });
  await answer.body?.cancel();
  return answer.status;
}

Deno.test("a token outlives the apiserver that gave it, and the key that signs is for its owner alone", async () => {
  const stateDir = await Deno.makeTempDir({ prefix: "atelier-tokens-" });
  try {
    const token = await whileServing(stateDir, requestToken);
    assertEquals(Deno.statSync(`${stateDir}/pki/service-accounts.key`).mode! & 0o777, 0o600);
    assertEquals(await whileServing(stateDir, (served) => statusWith(served, token)), 200);
    await Deno.remove(`${stateDir}/pki/service-accounts.key`);
    assertEquals(await whileServing(stateDir, (served) => statusWith(served, token)), 401);
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});
