import { assertEquals } from "@std/assert";
import { readProbe } from "./probe_words.ts";

Deno.test("readProbe() says in words what a check said", () => {
  const said = {
    "Readiness probe failed: HTTP probe failed with statuscode: 503": "it answers 503",
    'Readiness probe failed: Get "http://10.0.0.7:8888/": dial tcp 10.0.0.7:8888: connect: connection refused':
      "nothing answers on the port that it asks",
    'Startup probe failed: Get "http://10.0.0.7:8888/": context deadline exceeded (Client.Timeout exceeded)':
      "it answers too slowly",
    "Readiness probe failed: no model is loaded\n": "no model is loaded",
  };
  assertEquals(Object.keys(said).map(readProbe), Object.values(said));
});
