import { assert, assertEquals } from "@std/assert";
import { CREATE, WATCH } from "../e2e/documents.ts";
import { endToEnd } from "../e2e/end_to_end.ts";
import { note, type Sentence } from "../e2e/story.ts";
import { waitFor, within } from "../e2e/wait_for.ts";
import type { World } from "../e2e/world.ts";

/** How a stream went: the codes of its errors, and whether it has ended. */
interface StreamLog {
  frames: number;
  codes: string[];
  hasEnded: boolean;
}

function accessRevoked(world: World): Sentence[] {
  let binding: string;
  let bob: StreamLog;
  let alice: StreamLog;
  return [
    {
      says: "bob looks at demo, in the page and over a WebSocket of his own",
      timeoutMs: 160_000,
      holds: async () => {
        await world.startDev();
        const input = { namespace: "demo", name: "seen", spec: { image: "example.com/none" } };
        assertEquals((await world.api.ask(CREATE, { input })).data.createNotebook.errors, []);
        await world.openWindows();
        for (const each of world.pages) await each.open("demo");
        await world.second.becomeUser("alice", "bob");
        await world.second.row("seen").waitFor();
        bob = follow(world, "bob");
        alice = follow(world, "alice");
        await waitFor("both streams are there", () => bob.frames > 0 && alice.frames > 0);
      },
    },
    {
      says: "kubectl deletes his RoleBinding: his stream ends within 10 s, with ACCESS_REVOKED",
      holds: async () => {
        binding = await world.kubectl.run(["get", "rolebinding", "bob-view", "-o", "json"]);
        await world.kubectl.run(["delete", "rolebinding", "bob-view"]);
        const deletedAt = performance.now();
        await waitFor("bob's stream has ended", () => bob.hasEnded, { timeoutMs: 10_000 });
        note(`ended ${Math.round(performance.now() - deletedAt)} ms after kubectl had`);
        assert(bob.codes.includes("ACCESS_REVOKED"), JSON.stringify(bob.codes));
      },
    },
    {
      says: "his page says so in words, and lets him do nothing",
      holds: async () => {
        await world.second.page.getByText(/your access to .*ended/i).first().waitFor({ timeout: 10_000 });
        await world.second.page.screenshot({ path: new URL("../e2e/out/access-ended.png", import.meta.url).pathname });
      },
    },
    {
      says: "nobody else noticed",
      holds: async () => {
        assertEquals([alice.hasEnded, alice.codes], [false, []]);
        await world.first.live().waitFor({ timeout: 1_000 });
        await world.first.row("seen").waitFor({ timeout: 1_000 });
      },
    },
    {
      says: "the binding is applied again, and he sees the list after a reload",
      holds: async () => {
        const { metadata: { name, namespace }, ...rest } = JSON.parse(binding);
        const stdin = JSON.stringify({ ...rest, metadata: { name, namespace } });
        await world.kubectl.run(["apply", "-f", "-"], { stdin });
        await waitFor("bob's page is back", async () => {
          await world.second.page.reload();
          return world.second.row("seen").waitFor({ timeout: 3_000 }).then(() => true);
        }, { timeoutMs: 20_000 });
      },
    },
  ];
}

function follow(world: World, user: string): StreamLog {
  const log: StreamLog = { frames: 0, codes: [], hasEnded: false };
  const client = world.api.socket(
    { "kubeflow-userid": user },
    ({ code, reason }) => log.codes.push(`${code} ${reason}`),
  );
  const read = async () => {
    for await (const { errors } of client.iterate({ query: WATCH, variables: { namespace: "demo" } })) {
      log.frames++;
      for (const each of errors ?? []) log.codes.push(String(each.extensions?.code));
    }
  };
  within(`the stream of ${user}`, 120_000, read())
    .catch((error) => {
      for (const each of Array.isArray(error) ? error : []) log.codes.push(String(each.extensions?.code));
    })
    .finally(() => {
      log.hasEnded = true;
      return client.dispose();
    });
  return log;
}

endToEnd("bob's access is taken away while he looks", [accessRevoked]);
