import { assertEquals } from "@std/assert";
import { createMemoryStore, type KubeObject, type Service, SERVICES } from "../../kube/mod.ts";
import { WrittenObjects } from "./written_objects.ts";

const service = (resourceVersion: string): Service => ({
  metadata: { namespace: "team", name: "train", resourceVersion },
});

Deno.test("what was written counts until the watch has passed it", () => {
  const { store, writer } = createMemoryStore<Service>(SERVICES);
  const written = new WrittenObjects();
  const seen = () => (written.newest(store, "team/train") as KubeObject | undefined)?.metadata.resourceVersion;
  writer.replaceAll([], "5");
  written.remember(store, service("7"));
  assertEquals(seen(), "7");
  writer.apply(service("9"));
  writer.advance("9");
  assertEquals(seen(), "9");
});

Deno.test("what was written and deleted since is gone", () => {
  const { store, writer } = createMemoryStore<Service>(SERVICES);
  const written = new WrittenObjects();
  writer.replaceAll([], "5");
  written.remember(store, service("7"));
  writer.advance("8");
  assertEquals(written.newest(store, "team/train"), undefined);
});
