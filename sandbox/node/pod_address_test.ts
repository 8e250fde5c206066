import { assert, assertEquals, assertMatch } from "@std/assert";
import { podAddress, reportedAddress } from "./pod_address.ts";

Deno.test("podAddress() gives each pod a loopback address of its own", () => {
  const taken = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const address = podAddress(`uid-${i}`, taken, undefined, "linux");
    assertMatch(address, /^127\.6[45]\.\d+\.\d+$/);
    assert(!taken.has(address));
    taken.add(address);
  }
});

Deno.test("podAddress() keeps the address that a pod had, unless another has it now", () => {
  assertEquals(podAddress("u", new Set(), "127.9.9.9", "linux"), "127.9.9.9");
  assert(podAddress("u", new Set(["127.9.9.9"]), "127.9.9.9", "linux") !== "127.9.9.9");
});

Deno.test("a pod keeps its address by what a real control plane was told of it", () => {
  for (const address of ["127.64.3.9", "127.65.255.1"]) {
    const reported = reportedAddress(address);
    assertMatch(reported, /^198\.1[89]\./);
    assertEquals(podAddress("u", new Set(), reported, "linux"), address);
  }
});
