import { assert, assertEquals, assertMatch } from "@std/assert";
import { eventAbout, eventsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, type Frame, ok, send, watchUntil } from "../target.ts";

// Events have no watch cache: what is asked of them goes to what etcd remembers.

async function makeEvents(cluster: ContractTarget, names: string[]): Promise<void> {
  for (const name of names) await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, name));
}

export const cases: ContractCase[] = [
  {
    name: "a continue token from before a compaction is a 410 that carries a token for the rest",
    isAlone: true,
    async run(cluster) {
      await makeEvents(cluster, ["a", "b", "c"]);
      const { metadata } = await ok(cluster, "GET", `${eventsOf(cluster)}?limit=1`);
      await ok(cluster, "DELETE", `${eventsOf(cluster)}/b.1`);
      await cluster.forget();
      const page = (token: string) =>
        send(cluster, "GET", `${eventsOf(cluster)}?limit=9&continue=${encodeURIComponent(token)}`);
      const { status, body } = await page(metadata.continue);
      assertEquals([status, body.reason], [410, "Expired"]);
      assertMatch(body.message, /^The provided continue parameter is too old to display a consistent list result\. /);
      const rest = await page(body.metadata.continue);
      assertEquals(rest.body.items.map((each: Answer) => each.metadata.name), ["c.1"]);
    },
  },
  {
    name: "a watch and an exact list from before a compaction are a 410 Expired",
    isAlone: true,
    async run(cluster) {
      await makeEvents(cluster, ["a"]);
      const { metadata: { resourceVersion } } = await ok(cluster, "GET", eventsOf(cluster));
      await makeEvents(cluster, ["b", "c"]);
      await cluster.forget();
      const watch = `${eventsOf(cluster)}?watch=1&resourceVersion=${resourceVersion}`;
      const [first] = await watchUntil(cluster, watch, (all) => all.length > 0);
      // The watch itself begins, as one that falls behind later has begun.
      assertEquals([first.type, first.object.code, first.object.reason], ["ERROR", 410, "Expired"]);
      const query = `resourceVersion=${resourceVersion}&resourceVersionMatch=Exact`;
      const list = await send(cluster, "GET", `${eventsOf(cluster)}?${query}`);
      assertEquals([list.status, list.body.reason], [410, "Expired"]);
    },
  },
  {
    name: "after a compaction a new list is whole, and a watch goes on from it",
    isAlone: true,
    async run(cluster) {
      await makeEvents(cluster, ["a", "b"]);
      await ok(cluster, "DELETE", `${eventsOf(cluster)}/a.1`);
      await cluster.forget();
      const { metadata, items } = await ok(cluster, "GET", eventsOf(cluster));
      assertEquals(items.map((each: Answer) => each.metadata.name), ["b.1"]);
      await makeEvents(cluster, ["c"]);
      const path = `${eventsOf(cluster)}?watch=1&resourceVersion=${metadata.resourceVersion}`;
      const isThere = (frames: Frame[]) =>
        frames.some(({ type, object }) => type === "ADDED" && object.metadata.name === "c.1");
      assert(isThere(await watchUntil(cluster, path, isThere)));
    },
  },
];
