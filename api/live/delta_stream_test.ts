import { assert, assertEquals } from "@std/assert";
import { systemClock } from "../../platform/clock.ts";
import { createMemoryStore, type Role, ROLES } from "../../kube/mod.ts";
import { accessRevoked } from "../request_error.ts";
import { decodeRevision, encodeRevision } from "../revision.ts";
import { type DeltaSource, streamDeltas } from "./delta_stream.ts";
import type { Frame } from "./frame.ts";
import type { Guard, Verdict } from "./guard.ts";

const role = (name: string, version: number, uid = name): Role => ({
  metadata: { name, namespace: "demo", uid, resourceVersion: String(version) },
  rules: [],
});

function setUp(isDone?: () => boolean) {
  const { store, writer } = createMemoryStore<Role>(ROLES);
  writer.replaceAll([role("a", 1)], "1");
  const state: { verdict: Verdict } = { verdict: { kind: "allowed", fingerprint: "" } };
  let tell = () => {};
  const guard: Guard = {
    get verdict() {
      return state.verdict;
    },
    start(listener) {
      tell = listener;
      listener();
      return () => {};
    },
  };
  const source: DeltaSource<Role> = {
    store,
    revision: () => encodeRevision({ roles: store.resourceVersion }),
    idOf: ({ metadata }) => metadata.uid!,
    snapshot: () => store.list(),
    place: () => "in",
    weigh: () => 100,
    isDone,
  };
  const limits = { maxObjects: 500, maxBytes: 10_000, maxWaiting: 5 };
  const stream = streamDeltas(source, guard, { clock: systemClock, coalesceMs: 0, limits });
  const next = async (): Promise<Frame<Role>> => {
    const { value } = await stream.next();
    assert(value?.kind === "data");
    return value.data as Frame<Role>;
  };
  const judge = (verdict: Verdict) => {
    state.verdict = verdict;
    tell();
  };
  return { store, writer, stream, next, judge };
}

Deno.test("a stream tells the snapshot, then each change with the revision that it reflects", async () => {
  const { writer, stream, next } = setUp();
  const first = await next();
  assertEquals([first.reset, first.upserted.length, decodeRevision(first.revision)], ["INITIAL", 1, { roles: "1" }]);
  writer.apply(role("b", 2));
  const second = await next();
  assertEquals([second.reset, second.upserted[0].metadata.name, second.inSync], [undefined, "b", true]);
  await stream.return(undefined);
});

Deno.test("a namesake that took an object's place is another object", async () => {
  const { writer, stream, next } = setUp();
  await next();
  writer.replaceAll([role("a", 5, "new-uid")], "5");
  const frame = await next();
  assertEquals(frame.removed, [{ id: "a", cause: "DELETED" }]);
  assertEquals(frame.upserted.map((each) => each.metadata.uid), ["new-uid"]);
  await stream.return(undefined);
});

Deno.test("a stream says since when the server has heard nothing, and that it hears again", async () => {
  const { writer, stream, next } = setUp();
  await next();
  const since = new Date("2026-11-23T10:00:00Z");
  writer.markStale(since);
  assertEquals((await next()).staleSince, since);
  writer.markHealthy();
  assertEquals((await next()).staleSince, undefined);
  await stream.return(undefined);
});

Deno.test("a reader that does not read gets the latest state, and past the bound a new snapshot", async () => {
  const { writer, stream, next } = setUp();
  await next();
  for (let i = 2; i < 100; i++) writer.apply(role("a", i));
  assertEquals((await next()).upserted.map((each) => each.metadata.resourceVersion), ["99"]);
  for (let i = 100; i < 200; i++) writer.apply(role(`n${i}`, i));
  const frame = await next();
  assertEquals([frame.reset, frame.upserted.length, frame.inSync], ["SLOW_CONSUMER", 100, false]);
  assertEquals((await next()).inSync, true);
  await stream.return(undefined);
});

Deno.test("while rights cannot be found out no object is told; when they are lost the stream ends", async () => {
  const { writer, stream, next, judge } = setUp();
  await next();
  const since = new Date("2026-11-23T10:00:00Z");
  judge({ kind: "unknown", since });
  writer.apply(role("b", 2));
  const silent = await next();
  assertEquals([silent.upserted, silent.staleSince], [[], since]);
  judge({ kind: "allowed", fingerprint: "" });
  assertEquals((await next()).upserted.length, 1);
  judge({ kind: "revoked", error: accessRevoked() });
  const { value } = await stream.next();
  assertEquals(value?.kind, "ended");
  assertEquals((await stream.next()).done, true);
});

Deno.test("other rights begin a new snapshot", async () => {
  const { stream, next, judge } = setUp();
  await next();
  judge({ kind: "allowed", fingerprint: "more" });
  assertEquals((await next()).reset, "ACCESS_CHANGED");
  await stream.return(undefined);
});

Deno.test("a stream that waits ends at once when its reader leaves", async () => {
  const { stream, next } = setUp();
  await next();
  const waiting = stream.next();
  await stream.return(undefined);
  assertEquals((await waiting).done, true);
});

Deno.test("a stream ends after the frame at which it is done", async () => {
  let isDone = false;
  const { writer, stream, next } = setUp(() => isDone);
  await next();
  isDone = true;
  writer.apply(role("a", 2));
  assertEquals((await next()).inSync, true);
  assertEquals((await stream.next()).done, true);
});
