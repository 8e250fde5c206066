import { assert, assertEquals, assertMatch } from "@std/assert";
import { podAddress } from "./pod_address.ts";

Deno.test("podAddress() gives each pod a loopback address of its own", () => {
  const taken = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const address = podAddress(`uid-${i}`, taken, undefined, "linux");
    assertMatch(address, /^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d+\.\d+$/);
    assert(!taken.has(address));
    taken.add(address);
  }
});

Deno.test("podAddress() keeps the address that a pod had, unless another has it now", () => {
  assertEquals(podAddress("u", new Set(), "127.9.9.9", "linux"), "127.9.9.9");
  assert(podAddress("u", new Set(["127.9.9.9"]), "127.9.9.9", "linux") !== "127.9.9.9");
});
