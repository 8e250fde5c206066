import { assertEquals } from "@std/assert";
import { createManualClock } from "../clock/manual_clock.ts";
import { notebooksSubscription } from "../data/documents/mod.ts";
import type { Fault } from "./fault.ts";
import { createFollow } from "./follow.ts";
import type { Link } from "./link.ts";

interface Sink {
  next(result: unknown): void;
  error(thrown: unknown): void;
  complete(): void;
}

/** A link whose subscriptions are answered by hand. */
function createFakeLink() {
  const sinks: Sink[] = [];
  const asked: unknown[] = [];
  const subscribe = (payload: { variables: unknown }, sink: Sink) => {
    asked.push(payload.variables);
    sinks.push(sink);
    return () => {};
  };
  return { link: { client: { subscribe } } as unknown as Link, sinks, asked };
}

function followOnce(mayComplete = false) {
  const clock = createManualClock();
  const { link, sinks, asked } = createFakeLink();
  const ends: (Fault | null)[] = [];
  const data: unknown[] = [];
  let namespace = "demo";
  const stop = createFollow(link, clock)(notebooksSubscription, () => ({ namespace }), {
    onData: (each) => data.push(each),
    onEnd: (fault) => ends.push(fault),
    mayComplete,
  });
  return { clock, sinks, asked, ends, data, stop, setNamespace: (next: string) => (namespace = next) };
}

const errors = (code: string) => ({ errors: [{ message: "No.", extensions: { code } }] });

Deno.test("a stream that the server refuses for good ends with the fault", () => {
  for (const code of ["FORBIDDEN", "NOT_INSTALLED"]) {
    const { clock, sinks, ends } = followOnce();
    sinks[0]!.error([{ message: "No.", extensions: { code } }]);
    clock.pass(60_000);
    assertEquals([ends.map((fault) => fault?.code), sinks.length], [[code], 1]);
  }
});

Deno.test("a stream whose access is withdrawn ends with the fault of its last frame", () => {
  const { sinks, ends } = followOnce();
  sinks[0]!.next({ data: { notebooks: {} } });
  sinks[0]!.next(errors("ACCESS_REVOKED"));
  sinks[0]!.complete();
  assertEquals(ends.map((fault) => fault?.code), ["ACCESS_REVOKED"]);
});

Deno.test("a frame that lacks a field which is not the viewer's to see is data, and no fault of the stream", () => {
  const { clock, sinks, ends, data } = followOnce();
  sinks[0]!.next({ data: { notebooks: {} }, ...errors("FORBIDDEN") });
  sinks[0]!.complete();
  clock.pass(20_000);
  assertEquals([data.length, ends, sinks.length], [1, [], 2]);
});

Deno.test("a stream that fails for a reason that may pass is asked for again, with the variables of then", () => {
  const { clock, sinks, asked, ends, setNamespace } = followOnce();
  sinks[0]!.next(errors("UNAVAILABLE"));
  sinks[0]!.complete();
  setNamespace("team");
  clock.pass(20_000);
  assertEquals([asked, ends], [[{ namespace: "demo" }, { namespace: "team" }], []]);
});

Deno.test("what keeps a stream from coming is told, and the wait for it stays short", () => {
  const troubles: Fault[] = [];
  const clock = createManualClock();
  const { link, sinks } = createFakeLink();
  createFollow(link, clock)(notebooksSubscription, () => ({ namespace: "demo" }), {
    onData: () => {},
    onEnd: () => {},
    onTrouble: (fault) => troubles.push(fault),
  });
  for (let attempt = 0; attempt < 12; attempt++) {
    sinks[attempt]!.next(errors("UNAVAILABLE"));
    sinks[attempt]!.complete();
    clock.pass(4_000);
  }
  assertEquals([sinks.length, troubles.length, troubles[0]!.code], [13, 12, "UNAVAILABLE"]);
});

Deno.test("a list that the server ends plainly is asked for again, a log that it ends is over", () => {
  const list = followOnce();
  list.sinks[0]!.complete();
  list.clock.pass(20_000);
  const log = followOnce(true);
  log.sinks[0]!.complete();
  log.clock.pass(20_000);
  assertEquals([list.sinks.length, list.ends, log.sinks.length, log.ends], [2, [], 1, [null]]);
});

Deno.test("a stream that was stopped says nothing more and is not asked for again", () => {
  const { clock, sinks, ends, data, stop } = followOnce();
  stop();
  sinks[0]!.next({ data: { notebooks: {} } });
  sinks[0]!.error(new Error("gone"));
  clock.pass(60_000);
  assertEquals([data, ends, sinks.length], [[], [], 1]);
});
