import { assertEquals } from "@std/assert";
import { silentLog } from "../../platform/log.ts";
import { FakeClock } from "../../platform/fake_clock.ts";
import { ScriptedServer } from "../../kube/testing/scripted_server.ts";
import { until } from "../../kube/testing/until.ts";
import { EventTeller } from "./event_teller.ts";
import type { EventWrite } from "./mirror_events.ts";

const create = (name: string): EventWrite => ({
  kind: "create",
  event: { metadata: { namespace: "demo", name }, involvedObject: {}, message: name },
});
const count = (name: string, times: number): EventWrite => ({
  kind: "count",
  ...{ name, count: times, lastTimestamp: "2026-01-01T00:00:00Z" },
});

Deno.test("Events wait until the queue has been idle for a moment", async () => {
  const { server, queue, clock, teller, stop } = start();
  queue.active = 1;
  teller.tell("demo", create("a"));
  await clock.advance(1_000);
  assertEquals(server.requests, []);
  queue.active = 0;
  queue.release();
  await until(() => clock.sleeping === 2);
  await clock.advance(199);
  assertEquals(server.requests, []);
  server.answer(Response.json({ metadata: {} }));
  await clock.advance(1);
  await until(() => server.requests.length === 1);
  await stop();
});

Deno.test("Events wait no longer than half a minute for a queue that is never idle", async () => {
  const { server, queue, clock, teller, stop } = start();
  queue.active = 1;
  teller.tell("demo", create("a"));
  await until(() => clock.sleeping === 1);
  await clock.advance(29_999);
  assertEquals(server.requests, []);
  server.answer(Response.json({ metadata: {} }));
  await clock.advance(1);
  await until(() => server.requests.length === 1);
  await stop();
});

Deno.test("of several counts of one Event the newest is written, and a failure costs no other", async () => {
  const { server, clock, teller, stop } = start();
  teller.tell("demo", count("a", 2));
  teller.tell("demo", create("b"));
  teller.tell("demo", count("a", 3));
  await until(() => clock.sleeping === 2);
  const bodies: string[] = [];
  const take = async (_: URL, request: Request) => {
    bodies.push(`${request.method} ${JSON.parse(await request.text()).count ?? "new"}`);
    return bodies.length === 1 ? new Response("", { status: 500 }) : Response.json({ metadata: {} });
  };
  server.answer(take, take);
  await clock.advance(200);
  await until(() => bodies.length === 2);
  assertEquals(bodies.sort(), ["PATCH 3", "POST new"]);
  await stop();
});

Deno.test("what comes beyond the bound is not taken, and may come again", () => {
  const { teller } = start();
  const taken = Array.from({ length: 10_001 }, (_, index) => teller.tell("demo", create(`e-${index}`)));
  assertEquals([taken[9_999], taken[10_000], teller.tell("demo", create("e-0"))], [true, false, true]);
});

function start() {
  const server = new ScriptedServer();
  const clock = new FakeClock();
  const over = new AbortController();
  let wake: () => void = () => {};
  const queue = {
    depth: 0,
    active: 0,
    release: () => wake(),
    idle: (signal?: AbortSignal) => {
      if (queue.active === 0) return Promise.resolve();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      wake = resolve;
      signal?.addEventListener("abort", () => reject(signal.reason));
      return promise;
    },
  };
  const teller = new EventTeller({ client: server.client(), queue, clock, log: silentLog });
  const ended = teller.run(over.signal);
  const stop = async () => {
    over.abort();
    await ended;
  };
  return { server, queue, clock, teller, stop };
}
