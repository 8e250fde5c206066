import { assert } from "@std/assert";
import { runStoreProcess } from "../bench/store.ts";

/** Of heap, for 10,000 pods of 6 kB; 37 MB are needed. */
const MOST_MEGABYTES = 60;

Deno.test("10,000 pods in a namespace cost at most 60 MB in the store", async () => {
  const { objects, jsonBytes, heapMegabytes } = await runStoreProcess();
  assert(objects === 10_000 && jsonBytes >= 5_000, `${objects} pods of ${jsonBytes} bytes are no realistic ones`);
  assert(heapMegabytes > 5, `${heapMegabytes} MB cannot be all of them`);
  assert(heapMegabytes <= MOST_MEGABYTES, `${objects} pods cost ${heapMegabytes} MB`);
});
