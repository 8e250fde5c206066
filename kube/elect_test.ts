import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { createLog } from "../platform/log.ts";
import { FakeClock } from "../platform/fake_clock.ts";
import { type Lease, PODS } from "./builtins.ts";
import type { KubeClient } from "./client.ts";
import { elect, type ElectOptions } from "./elect.ts";
import { createKubeClient } from "./kube_client.ts";
import { failure } from "./testing/scripted_server.ts";
import { until } from "./testing/until.ts";
import { transportFromFetch } from "./transport.ts";

const PATH = "/apis/coordination.k8s.io/v1/namespaces/atelier/leases";

Deno.test("of two one leads, and the other takes over as soon as it sees that the lease was left", async () => {
  const world = new World();
  const [a, b] = [world.stand("a"), world.stand("b")];
  await until(() => world.leaders.length === 1);
  const [first, second] = world.leaders[0] === "a" ? [a, b] : [b, a];
  await world.pass(15_000);
  assertEquals(world.told, [`${first.name} begins`], "nobody else leads as long as it renews");
  await first.stop();
  await world.pass(2_000);
  await until(() => world.leaders.length === 1);
  assertEquals(world.told, [`${first.name} begins`, `${first.name} ends`, `${second.name} begins`]);
  assertEquals(world.lease?.spec?.leaseTransitions, 1);
  await second.stop();
});

Deno.test("the lease of a leader that has died ends after its duration, and not before", async () => {
  const world = new World();
  world.lease = leaseOf("dead");
  const b = world.stand("b");
  await world.pass(9_999);
  assertEquals(world.leaders, []);
  await world.pass(1);
  await until(() => world.leaders.length === 1);
  assertEquals(world.lease?.spec?.leaseTransitions, 1);
  await b.stop();
});

Deno.test("a leader that cannot renew has stopped when another may begin, its writes under way aborted", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  const b = world.stand("b");
  await world.pass(20_000);
  a.hang();
  const write = assertRejects(() => a.write(), Error, "Cannot go on leading: it cannot be renewed");
  const begin = world.clock.elapsedMs();
  while (world.leaders[0] === "a") await world.pass(100);
  await write;
  const endedAfterMs = world.clock.elapsedMs() - begin;
  assert(endedAfterMs <= 7_000, `it ended after ${endedAfterMs} ms`);
  while (world.leaders.length === 0) await world.pass(100);
  const begunAfterMs = world.clock.elapsedMs() - begin;
  assert(begunAfterMs - endedAfterMs >= 2_900, `${begunAfterMs - endedAfterMs} ms lay between`);
  assert(begunAfterMs <= 12_000, `the next one began after ${begunAfterMs} ms`);
  assertStringIncludes(a.trouble() ?? "", "Cannot take or renew the lease atelier/controller: no answer within");
  a.mend();
  await world.pass(10_000);
  assertEquals([world.leaders, a.trouble()], [["b"], undefined], "it is a candidate again");
  assertEquals([a.silences, b.silences], [1, 0]);
  await b.stop();
  await world.pass(2_000);
  await until(() => world.leaders[0] === "a");
  await a.stop();
});

Deno.test("a short silence costs no term", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  await world.pass(4_000);
  a.hang();
  await world.pass(2_800);
  a.mend();
  await world.pass(15_000);
  assertEquals(world.told, ["a begins"]);
  await a.stop();
});

Deno.test("a leader whose lease another holds stops at once", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  world.put(leaseOf("thief").spec);
  await world.pass(2_000);
  assertEquals(world.told, ["a begins", "a ends"]);
  await a.stop();
  assertEquals(world.lease?.spec?.holderIdentity, "thief", "only who holds it may leave it");
});

Deno.test("a lease that somebody labels is renewed all the same, and one that somebody deletes is made again", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  world.put(world.lease!.spec, { labels: { seen: "yes" } });
  await world.pass(10_000);
  assertEquals(world.lease?.metadata.labels, { seen: "yes" });
  world.remove();
  await world.pass(10_000);
  assertEquals([world.lease?.spec?.holderIdentity, world.told], ["a", ["a begins"]]);
  await a.stop();
});

Deno.test("a leader that stops while it renews leaves the lease to the next one all the same", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  const gate = Promise.withResolvers<void>();
  a.answer = (request) => gate.promise.then(() => world.answer(request));
  const before = a.requests.length;
  await world.pass(2_000);
  assertEquals(a.requests.slice(before), [`PUT ${PATH}/controller`]);
  const stopped = a.stop();
  gate.resolve();
  await stopped;
  assertEquals(world.lease?.spec?.holderIdentity, "");
});

Deno.test("a candidate that took the lease without hearing so finds out", async () => {
  const world = new World();
  const a = world.stand("a", {}, async (request) => {
    const answer = await world.answer(request);
    return request.method === "POST" ? new Response("proxy", { status: 502 }) : answer;
  });
  await until(() => a.trouble() !== undefined);
  assertEquals([world.lease?.spec?.holderIdentity, world.told], ["a", []]);
  await world.pass(2_000);
  assertEquals(world.told, ["a begins"]);
  await a.stop();
});

Deno.test("a missing right is said once in the log, and for as long as it lasts to who asks", async () => {
  const world = new World();
  const a = world.stand("a", {}, () => failure({ code: 403, reason: "Forbidden", message: "leases is forbidden" }));
  await world.pass(12_000);
  assertStringIncludes(a.trouble()!, "Cannot take or renew the lease atelier/controller: ");
  assertStringIncludes(a.trouble()!, "leases is forbidden");
  assertEquals(a.lines.filter((line) => line.includes("forbidden")).length, 1);
  a.answer = undefined;
  await world.pass(2_000);
  await until(() => world.leaders.length === 1);
  assertEquals(a.trouble(), undefined);
  await a.stop();
});

Deno.test("a process that was stopped for a while writes nothing, even before its timers have run", async () => {
  const world = new World();
  let stoppedMs = 0;
  const { clock } = world;
  const late = {
    now: () => clock.now(),
    sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal),
    elapsedMs: () => clock.elapsedMs() + stoppedMs,
  };
  const a = world.stand("a", { clock: late });
  await until(() => world.leaders.length === 1);
  const before = a.requests.length;
  stoppedMs = 7_000;
  await assertRejects(() => a.write(), Error, "Cannot go on leading: it was not renewed in time");
  assertEquals(a.requests.length, before);
  await until(() => world.told.includes("a ends"));
  await a.stop();
});

Deno.test("a machine whose time is set ends no term and takes no lease", async () => {
  const world = new World();
  const a = world.stand("a");
  await until(() => world.leaders.length === 1);
  let isSet = false;
  const { clock } = world;
  const b = world.stand("b", {
    clock: {
      now: () => new Date(clock.now().getTime() + (isSet ? 3_600_000 : 0)),
      sleep: (ms, signal) => clock.sleep(ms, signal),
      elapsedMs: () => clock.elapsedMs(),
    },
  });
  await world.pass(5_000);
  isSet = true;
  await world.pass(15_000);
  assertEquals(world.told, ["a begins"]);
  await Promise.all([a.stop(), b.stop()]);
});

Deno.test("work that breaks ends the election with its error, and the lease is left to the next one", async () => {
  const world = new World();
  const a = world.stand("a", { lead: () => Promise.reject(new Error("broken")) });
  await assertRejects(() => a.finished, Error, "broken");
  assertEquals(world.lease?.spec?.holderIdentity, "");
});

const POD = { metadata: { namespace: "team", name: "train" } };

function leaseOf(holderIdentity: string): Lease {
  const spec = { holderIdentity, leaseDurationSeconds: 10, leaseTransitions: 0 };
  return { metadata: { namespace: "atelier", name: "controller", uid: "1", resourceVersion: "1" }, spec };
}

const STEP_MS = 200;
/** Long enough for a request and what follows from it. */
async function rest(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
}

/** An apiserver that has one lease, and who stands for it. */
class World {
  readonly clock = new FakeClock();
  /** Who begins and ends to lead, in order. */
  readonly told: string[] = [];
  lease: Lease | undefined;
  #version = 1;

  get leaders(): string[] {
    const began = this.told.filter((each) => each.endsWith("begins")).map((each) => each.split(" ")[0]);
    return began.filter((name) => this.told.lastIndexOf(`${name} begins`) > this.told.lastIndexOf(`${name} ends`));
  }

  put(spec: Lease["spec"], metadata = {}): Lease {
    const version = String(++this.#version);
    const former = this.lease?.metadata ?? { namespace: "atelier", name: "controller", uid: version };
    return this.lease = { metadata: { ...former, ...metadata, resourceVersion: version }, spec };
  }

  remove(): void {
    this.lease = undefined;
  }

  stand(name: string, options: Partial<ElectOptions> = {}, answer?: Standing["answer"]): Standing {
    return new Standing(this, name, options, answer);
  }

  /** Lets so much time pass, in steps in which everything under way comes to rest. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= STEP_MS) {
      await rest();
      await this.clock.advance(Math.min(STEP_MS, left));
      await rest();
    }
  }

  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const { metadata, spec } = request.body ? await request.json() : {};
    const [, resource] = pathname.startsWith(PATH) ? pathname.split("leases") : [];
    if (resource === undefined) return Response.json({});
    const { lease } = this;
    const conflict = () => failure({ code: 409, reason: "Conflict" });
    if (request.method === "POST") return lease ? conflict() : Response.json(this.put(spec));
    if (!lease) return failure({ code: 404, reason: "NotFound" });
    if (request.method === "GET") return Response.json(lease);
    return metadata.resourceVersion === this.lease?.metadata.resourceVersion
      ? Response.json(this.put(spec))
      : conflict();
  }
}

/** One process that stands for election. */
class Standing {
  /** What it has asked of the apiserver. */
  readonly requests: string[] = [];
  readonly lines: string[] = [];
  /** How often it was told that there had been a silence. */
  silences = 0;
  readonly finished: Promise<void>;
  readonly trouble: () => string | undefined;
  /** Writes as it may in its term. */
  write: () => Promise<unknown> = () => Promise.reject(new Error("it has not led yet"));
  readonly #over = new AbortController();

  constructor(
    world: World,
    readonly name: string,
    options: Partial<ElectOptions>,
    /** What it is answered instead. */
    public answer?: (request: Request) => Response | Promise<Response>,
  ) {
    const fetch = (request: Request) => {
      this.requests.push(`${request.method} ${new URL(request.url).pathname}`);
      return Promise.resolve(this.answer ? this.answer(request) : world.answer(request));
    };
    const lead = async (client: KubeClient, term: AbortSignal) => {
      this.write = () => client.create(PODS, POD, { signal: term });
      world.told.push(`${name} begins`);
      if (!term.aborted) await new Promise((resolve) => term.addEventListener("abort", resolve));
      world.told.push(`${name} ends`);
    };
    const log = createLog({ write: (line) => this.lines.push(line) });
    const election = elect(createKubeClient(transportFromFetch(fetch)), {
      ...{ namespace: "atelier", name: "controller", identity: name, clock: world.clock, log, lead },
      onSilence: () => this.silences++,
      ...options,
    }, this.#over.signal);
    this.finished = election.finished;
    this.trouble = election.trouble;
    this.finished.catch(() => {});
  }

  hang(): void {
    this.answer = () => new Promise(() => {});
  }

  mend(): void {
    this.answer = undefined;
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.finished;
  }
}
