import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../kube/testing/seeded_random.ts";
import { clientsOf } from "./make_targets.ts";

const ROUNDS = 5;
const WRITERS = 4;

interface Spawned {
  url: string;
  client: Deno.HttpClient;
  kill(): Promise<void>;
}

async function spawn(stateDir: string): Promise<Spawned> {
  const script = new URL("apiserver_process.ts", import.meta.url).pathname;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", script, stateDir],
    stdout: "piped",
    stderr: "inherit",
  });
  const child = command.spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const { value } = await reader.read();
  const client = clientsOf(`${stateDir}/kubeconfig`).admin;
  return {
    ...{ url: value!.trim(), client },
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
      client.close();
    },
  };
}

async function request({ url, client }: Spawned, method: string, path: string, body?: unknown) {
  const init = { method, client, headers: { "content-type": "application/json" }, body: body && JSON.stringify(body) };
  const response = await fetch(url + path, init as RequestInit);
  return { status: response.status, body: await response.json() };
}

const PATH = "/api/v1/namespaces/default/serviceaccounts";

/** What was answered: a resourceVersion, that it is gone, or that at least this version was reached. */
type Known = Map<string, number | "gone" | { atLeast: number }>;

/** Creates, changes and deletes until the server is gone; what was answered is kept in `known`. */
async function write(server: Spawned, prefix: string, random: () => number, known: Known, answered: () => void) {
  for (let i = 0;; i++) {
    const name = `${prefix}-${i}`;
    try {
      const made = await request(server, "POST", PATH, { metadata: { name } });
      known.set(name, Number(made.body.metadata.resourceVersion));
      answered();
      const dice = random();
      if (dice < 0.3) {
        const labels = { changed: "yes" };
        known.set(name, { atLeast: Number(made.body.metadata.resourceVersion) });
        const put = await request(server, "PUT", `${PATH}/${name}`, {
          ...made.body,
          metadata: { ...made.body.metadata, labels },
        });
        known.set(name, Number(put.body.metadata.resourceVersion));
      } else if (dice < 0.5) {
        known.delete(name);
        await request(server, "DELETE", `${PATH}/${name}`);
        known.set(name, "gone");
      }
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

Deno.test("kill -9 under writes loses nothing that was answered, and resourceVersions only grow", async () => {
  const stateDir = await Deno.makeTempDir({ prefix: "atelier-durability-" });
  const random = seededRandom(20261123);
  const known: Known = new Map();
  let highest = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const server = await spawn(stateDir);
      const { body: list } = await request(server, "GET", PATH);
      const found = new Map(
        list.items.map((each: { metadata: { name: string; resourceVersion: string } }) =>
          [each.metadata.name, Number(each.metadata.resourceVersion)] as const
        ),
      );
      for (const [name, version] of known) {
        const words = `${name} in round ${round}`;
        if (typeof version === "object") assert(Number(found.get(name)) >= version.atLeast, words);
        else assertEquals(found.get(name) ?? "gone", version, words);
      }
      assert(Number(list.metadata.resourceVersion) >= highest, "the list's resourceVersion did not go back");
      const enough = Promise.withResolvers<void>();
      let left = Math.round(10 + random() * 30);
      const count = () => --left === 0 && enough.resolve();
      const writers = Array.from({ length: WRITERS }, (_, i) => write(server, `r${round}-w${i}`, random, known, count));
      await enough.promise;
      await server.kill();
      await Promise.all(writers);
      highest = Math.max(highest, ...[...known.values()].filter((each) => typeof each === "number"));
    }
  } finally {
    await Deno.remove(stateDir, { recursive: true });
  }
});
