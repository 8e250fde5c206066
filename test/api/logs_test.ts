import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EVENTS, NODES, NOTEBOOKS, PODS, ROLE_BINDINGS } from "../../kube/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { type Answer, type ApiWorld, startWorld } from "./api_world.ts";

const LOGS = `subscription($tail: Int, $after: String, $previous: Boolean, $follow: Boolean) {
  logs(of: {notebook: {namespace: "demo", name: "train"}}, tail: $tail, after: $after, previous: $previous, follow: $follow) {
    lines { at container text isTruncated } text cursor inSync skippedBytes ended { reason message }
  }
}`;
const EVENTS_OF = `subscription($last: Int! = 100) {
  events(of: {notebook: {namespace: "demo", name: "train"}}, last: $last) {
    reset inSync upserted { type reason message count kind name lastAt reporter } removed { cause }
  }
}`;

const POD = { namespace: "demo", name: "train-0" };

/** A kubelet whose container's log is what `write` has written so far, and goes on while it is open. */
class FakeNode {
  readonly asked: URLSearchParams[] = [];
  #lines: string[] = [];
  #listeners = new Set<(line: string | undefined) => void>();

  write(line: string): void {
    this.#lines.push(line);
    for (const listener of this.#listeners) listener(line);
  }

  /** Ends every stream, as a container's end does. */
  end(): void {
    for (const listener of [...this.#listeners]) listener(undefined);
  }

  readonly fetch = (url: string, { signal }: { signal: AbortSignal }): Promise<Response> => {
    const { searchParams } = new URL(url);
    this.asked.push(searchParams);
    if (searchParams.get("previous") === "true") {
      return Promise.resolve(new Response("previous terminated container not found\n", { status: 400 }));
    }
    const since = searchParams.get("sinceTime") ?? "";
    const tail = Number(searchParams.get("tailLines") ?? this.#lines.length);
    const lines = this.#lines.filter((line) => line.slice(0, 19) >= since.slice(0, 19));
    const past = tail > 0 ? lines.slice(-tail) : [];
    const text = past.map((line) => `${line}\n`).join("");
    if (searchParams.get("follow") !== "true") return Promise.resolve(new Response(text));
    return Promise.resolve(new Response(this.#follow(text, signal)));
  };

  #follow(text: string, signal: AbortSignal): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder();
    return new ReadableStream({
      start: (controller) => {
        if (text) controller.enqueue(encoder.encode(text));
        const listener = (line: string | undefined) => {
          if (line !== undefined) return controller.enqueue(encoder.encode(`${line}\n`));
          this.#listeners.delete(listener);
          controller.close();
        };
        this.#listeners.add(listener);
        signal.addEventListener("abort", () => this.#listeners.delete(listener), { once: true });
      },
    });
  }
}

async function startLogWorld(node = new FakeNode()): Promise<ApiWorld> {
  const world = await startWorld({ logs: node.fetch });
  await world.kube.create(NODES, { metadata: { name: "here" } } as never);
  const status = {
    addresses: [{ type: "InternalIP", address: "127.0.0.9" }],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
  };
  await world.kube.patch(NODES, { name: "here" }, { status }, { type: "merge", subresource: "status" });
  const { metadata: _, ...rest } = exampleNotebook();
  await world.kube.create(NOTEBOOKS, { ...rest, metadata: { name: "train", namespace: "demo" } });
  return world;
}

async function makePod(world: ApiWorld): Promise<void> {
  const containers = [{ name: "train", image: "i" }];
  const owner = { apiVersion: "apps/v1", kind: "StatefulSet", name: "train", uid: "u", controller: true };
  const metadata = { ...POD, ownerReferences: [owner] };
  await world.kube.create(PODS, { metadata, spec: { nodeName: "here", containers } } as never);
  await setRun(world, 0, { running: { startedAt: "2026-11-23T10:00:00Z" } });
}

async function setRun(world: ApiWorld, restartCount: number, state: Answer): Promise<void> {
  const containerStatuses = [{ name: "train", image: "i", imageID: "", ready: true, restartCount, state }];
  const patch = { status: { phase: "Running", containerStatuses } };
  await world.kube.patch(PODS, POD, patch, { type: "merge", subresource: "status" });
}

const log = (payload: Answer) => payload.data.logs;
const linesOf = (frames: Answer[]) => frames.flatMap((each) => each.lines).map((each: Answer) => each.text);

Deno.test("a log waits for its server, follows it, and goes on through a restart without repeating a line", async () => {
  const node = new FakeNode();
  await using world = await startLogWorld(node);
  await using stream = world.stream("bob", LOGS);
  const first = log(await stream.next());
  assertEquals([first.lines, first.inSync, first.ended], [[], true, null]);
  node.write("2026-11-23T10:00:00.5Z hello");
  await makePod(world);
  assertEquals(log(await stream.until((payload) => log(payload).lines.length > 0)).text, "hello");
  node.write("2026-11-23T10:00:01.000000001Z \u001b[31mred\u001b[0m and \u0007 bell");
  assertEquals(log(await stream.next()).text, "\u001b[31mred\u001b[0m and \ufffd bell");
  node.end();
  await setRun(world, 1, { running: { startedAt: "2026-11-23T10:00:05Z" } });
  node.write("2026-11-23T10:00:06Z again");
  const again = log(await stream.until((payload) => log(payload).lines.length > 0));
  assertEquals(again.lines.map((each: Answer) => each.text), ["again"]);
  await world.kube.delete(PODS, POD, { gracePeriodSeconds: 0 });
  await world.kube.delete(NOTEBOOKS, { namespace: "demo", name: "train" });
  const rest = (await stream.rest()).map(log);
  assertEquals(rest.at(-1).ended.reason, "NotebookGone");
});

Deno.test("a log that comes line by line is told in chunks", async () => {
  const node = new FakeNode();
  await using world = await startLogWorld(node);
  await makePod(world);
  await using stream = world.stream("bob", LOGS);
  await stream.next();
  for (let line = 0; line < 300; line++) node.write(`2026-11-23T10:00:01Z ${line}`);
  node.write("2026-11-23T10:00:02Z last");
  const isLast = (payload: Answer) => linesOf([log(payload)]).includes("last");
  let frames = 1;
  await stream.until((payload) => isLast(payload) || (frames++, false));
  assert(frames < 30, `${frames} frames`);
});

Deno.test("a log of a server that crashed tells its last run while the next one is waited for", async () => {
  const node = new FakeNode();
  await using world = await startLogWorld(node);
  await makePod(world);
  node.write("2026-11-23T10:00:01Z oops");
  const lastState = { terminated: { exitCode: 3, finishedAt: "2026-11-23T10:00:02Z" } };
  const status = { name: "train", image: "i", imageID: "", ready: false, restartCount: 0, lastState };
  const waiting = {
    status: { containerStatuses: [{ ...status, state: { waiting: { reason: "CrashLoopBackOff" } } }] },
  };
  await world.kube.patch(PODS, POD, waiting, { type: "merge", subresource: "status" });
  await using stream = world.stream("bob", LOGS);
  assertEquals(log(await stream.until((payload) => log(payload).lines.length > 0)).text, "oops");
});

Deno.test("a log that is not followed ends with its last line, and its cursor goes on from there", async () => {
  const node = new FakeNode();
  await using world = await startLogWorld(node);
  await makePod(world);
  for (const line of ["a", "b", "c"]) node.write(`2026-11-23T10:00:00.25Z ${line}`);
  await using whole = world.stream("alice", LOGS, { follow: false, tail: 2 });
  const read = (await whole.rest()).map(log);
  const last = read.at(-1);
  assertEquals([linesOf(read), last.inSync, last.ended.reason], [["b", "c"], true, "LogEnded"]);
  assertEquals(read.flatMap((each) => each.lines)[0].at, "2026-11-23T10:00:00.250Z");
  const early = log((await world.stream("alice", LOGS, { follow: false, tail: 3 }).rest()).at(-1));
  node.write("2026-11-23T10:00:00.25Z d");
  node.write(`2026-11-23T10:00:02Z ${"x".repeat(20_000)}`);
  const later = (await world.stream("alice", LOGS, { follow: false, after: early.cursor }).rest()).map(log);
  const sizes = later.flatMap((each) => each.lines).map((each: Answer) => [each.text.length, each.isTruncated]);
  assertEquals(sizes, [[1, false], [16384, true]]);
});

Deno.test("a log that is not there says so and ends", async () => {
  await using world = await startLogWorld();
  const none = log((await world.stream("alice", LOGS, { follow: false }).rest()).at(-1));
  assertEquals(none.ended.reason, "NoLogYet");
  await makePod(world);
  const previous = log((await world.stream("alice", LOGS, { previous: true }).rest()).at(-1));
  assertEquals(previous.ended.reason, "NoPreviousLog");
});

Deno.test("a log is for those who may read it, and ends when they may not any more", async () => {
  await using world = await startLogWorld();
  await makePod(world);
  await using stream = world.stream("bob", LOGS);
  await stream.next();
  await world.kube.delete(ROLE_BINDINGS, { namespace: "demo", name: "bob-view" });
  const rest = await stream.rest();
  assertEquals(rest.at(-1).errors[0].extensions.code, "ACCESS_REVOKED");
  await using after = world.stream("bob", LOGS);
  assertEquals((await after.next()).errors[0].extensions.code, "FORBIDDEN");
  await using cursor = world.stream("alice", LOGS, { after: "nonsense" });
  assertEquals((await cursor.next()).errors[0].extensions.code, "INVALID");
});

Deno.test("events tell the newest of the notebook and its children, oldest first, then new ones, and no mirror twice", async () => {
  await using world = await startLogWorld();
  const { creationTimestamp } = (await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "train" })).metadata;
  const begun = Date.parse(creationTimestamp!);
  const say = (name: string, kind: string, about: string, message: string, second: number, type = "Normal") =>
    world.kube.create(EVENTS, {
      metadata: { name, namespace: "demo" },
      involvedObject: { kind, name: about, namespace: "demo" },
      reason: "Said",
      message,
      type,
      lastTimestamp: new Date(begun + second * 1000).toISOString().replace(".000", ""),
      source: { component: "somebody" },
    } as never);
  await say("e2", "Pod", "train-0", "pulled", 2);
  await say("e1", "Notebook", "train", "made", 1);
  await say("e0", "Pod", "train-0", "of the one before", -100);
  await say("x", "Pod", "other-0", "nobody's", 1);
  await say("m", "Notebook", "train", "Reissued from pod/train-0: pulled", 3);
  while (world.api.stores.events.size < 4) await new Promise((resolve) => setTimeout(resolve, 5));
  await using stream = world.stream("bob", EVENTS_OF);
  const first = (await stream.next()).data.events;
  assertEquals(first.upserted.map((each: Answer) => each.message), ["made", "pulled"]);
  assertEquals([first.reset, first.inSync, first.upserted[0].reporter], ["INITIAL", true, "somebody"]);
  await say("e4", "StatefulSet", "train", "bad", 4, "Warning");
  const next = (await stream.next()).data.events;
  assertEquals(next.upserted.map((each: Answer) => [each.type, each.kind]), [["WARNING", "StatefulSet"]]);
  await using newest = world.stream("bob", EVENTS_OF, { last: 1 });
  assertStringIncludes(JSON.stringify((await newest.next()).data.events.upserted), "bad");
  assert(world.api.stores.events.list().every((each) => each.involvedObject.name !== "other-0"));
});
