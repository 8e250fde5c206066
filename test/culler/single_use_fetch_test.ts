import { assertEquals } from "@std/assert";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSingleUseFetch } from "../../platform/single_use_fetch.ts";
import { waitFor } from "../e2e/wait_for.ts";

Deno.test("no connection to a tool stays open once it was asked", async () => {
  const server = createServer((_, response) => response.end("[]"));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/kernels`;
  const over = new AbortController();
  const ask = createSingleUseFetch(over.signal);
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all([1, 2, 3].map(() => ask(url)));
    assertEquals(await Promise.all(answers.map((each) => each.text())), ["[]", "[]", "[]"]);
  }
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));
  await waitFor("no connection", async () => await open() === 0, { timeoutMs: 5_000 });
  over.abort();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
