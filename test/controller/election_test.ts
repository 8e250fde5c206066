import { assertEquals } from "@std/assert";
import { LEASES, NOTEBOOKS, SERVICES } from "../../kube/mod.ts";
import { eventually, startCluster } from "./cluster.ts";

const LEASE = { namespace: "atelier", name: "atelier-controller" };

Deno.test("of two controllers one acts, and the other does as soon as it has stopped", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  const make = async (name: string) => {
    const containers = [{ name, image: "example.org/jupyter" }];
    const key = { namespace: "team", name };
    await client.create(NOTEBOOKS, { metadata: key, spec: { template: { spec: { containers } } } });
    await eventually(`the Service of ${name}`, () => client.get(SERVICES, key).then(() => true, () => false));
  };
  const holder = async () => (await client.get(LEASES, LEASE)).spec?.holderIdentity;
  const stop = await cluster.startController("one");
  await make("first");
  await cluster.startController("two");
  assertEquals(await holder(), "one");
  await stop();
  await make("second");
  assertEquals(await holder(), "two");
});
