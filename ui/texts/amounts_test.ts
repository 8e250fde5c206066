import { assertEquals } from "@std/assert";
import { bytes, cores, memoryQuantity, shortImage } from "./amounts.ts";

Deno.test("amounts read well", () => {
  assertEquals([bytes(2 ** 30), bytes(1.5 * 2 ** 30), bytes(512 * 2 ** 20), bytes(12)], [
    "1 GiB",
    "1.5 GiB",
    "512 MiB",
    "12 B",
  ]);
  assertEquals([cores(0.5), cores(2), cores(0.125)], ["0.5", "2", "0.13"]);
  assertEquals([memoryQuantity("1Gi"), memoryQuantity("1.5G"), memoryQuantity("many")], ["1 GiB", "1.5G", "many"]);
});

Deno.test("an image is called by its last part, without a digest", () => {
  assertEquals(shortImage("quay.io/jupyter/minimal-notebook:latest"), "minimal-notebook:latest");
  assertEquals(shortImage("localhost:5000/a/b@sha256:abc"), "b");
  assertEquals(shortImage("busybox"), "busybox");
});
