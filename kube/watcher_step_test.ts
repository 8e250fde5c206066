import { assertEquals } from "@std/assert";
import { DEFAULT_BACKOFF } from "../platform/backoff.ts";
import type { Pod } from "./builtins.ts";
import { ApiError, SilenceError, type Status } from "./errors.ts";
import { INITIAL_STATE, step, type WatcherInput, type WatcherState } from "./watcher_step.ts";

const OPTIONS = { backoff: DEFAULT_BACKOFF, random: () => 1 };
const FOLLOWING: WatcherState = { ...INITIAL_STATE, phase: "follow", resourceVersion: "10" };
const PAGING: WatcherState = { ...INITIAL_STATE, phase: "pages", canStream: false };

Deno.test("a streamed list is init, its objects, synced at the marked bookmark", () => {
  const { state, told } = run(INITIAL_STATE, [
    { type: "opened" },
    frame("ADDED", "a", "3"),
    frame("ADDED", "b", "7"),
    bookmark("8"),
    bookmark("9", true),
    frame("MODIFIED", "a", "11"),
    frame("DELETED", "b", "12"),
    bookmark("20"),
  ]);
  assertEquals(told, ["init", "apply a", "apply b", "synced 9", "apply a", "delete b", "bookmark 20"]);
  assertEquals([state.phase, state.resourceVersion], ["follow", "20"]);
});

Deno.test("a server that refuses to stream the list is asked for pages, at once and without an error", () => {
  for (const error of [refused(400), refused(422), refused(410), new SilenceError("silent")]) {
    const { state, told } = run(INITIAL_STATE, [failed(error, 5)]);
    assertEquals([state.phase, state.waitMs, told], ["pages", 0, []], error.message);
  }
});

Deno.test("a paged list is init, the objects of all pages, synced at the list's version", () => {
  const { state, told } = run(PAGING, [page(["a"], "5", "next"), page(["b"], "5")]);
  assertEquals(told, ["init", "apply a", "apply b", "synced 5"]);
  assertEquals([state.phase, state.resourceVersion, state.continueToken], ["follow", "5", ""]);
});

Deno.test("a page that fails is asked for again; one whose token has expired begins the list anew", () => {
  const begun = run(PAGING, [page(["a"], "5", "next")]).state;
  assertEquals(run(begun, [failed(new TypeError("reset"), 5)]).state.continueToken, "next");
  const { state, told } = run(begun, [failed(refused(410), 5), page(["b"], "6")]);
  assertEquals(told, ["init", "apply b", "synced 6"]);
  assertEquals(state.phase, "follow");
});

Deno.test("history that the server has forgotten is listed anew at once, and is no error", () => {
  const tooLarge = refused(504, [{ reason: "ResourceVersionTooLarge" }]);
  for (const error of [refused(410), tooLarge]) {
    const { state, told } = run(FOLLOWING, [failed(error, 60_000)]);
    assertEquals([state.phase, state.waitMs, state.resourceVersion, told], ["stream", 0, "", []]);
  }
});

Deno.test("history that is forgotten again and again is an error with a growing back-off", () => {
  const once = run(FOLLOWING, [failed(refused(410), 1), { type: "opened" }, bookmark("11", true)]);
  const twice = run(once.state, [failed(refused(410), 1)]);
  const thrice = run(twice.state, [{ type: "opened" }, bookmark("12", true), failed(refused(410), 1)]);
  assertEquals([once.told, twice.told], [["init", "synced 11"], ["error in 200: 410"]]);
  assertEquals(thrice.told, ["init", "synced 12", "healthy", "error in 400: 410"]);
});

Deno.test("history that was forgotten while the server was away is listed anew at once", () => {
  const away = run(FOLLOWING, [failed(new Error("a"), 1), failed(new Error("b"), 1), failed(refused(410), 1)]);
  assertEquals([away.state.phase, away.state.waitMs, away.told.length], ["stream", 0, 2]);
});

Deno.test("other failures back off for ever and go on where the watch was", () => {
  let state = FOLLOWING;
  const waits: number[] = [];
  for (let i = 0; i < 10; i++) {
    state = run(state, [failed(new TypeError("refused"), 1)]).state;
    waits.push(state.waitMs);
  }
  assertEquals(waits, [200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000]);
  assertEquals([state.phase, state.resourceVersion], ["follow", "10"]);
});

Deno.test("the back-off is jittered, and not shorter than the server asks for", () => {
  const waitMs = (random: number, error: Error) =>
    step(FOLLOWING, failed(error, 1), { backoff: DEFAULT_BACKOFF, random: () => random }).state.waitMs;
  assertEquals([0, 0.5, 1].map((random) => waitMs(random, new Error("reset"))), [100, 150, 200]);
  const busy = new ApiError({ code: 429, message: "429", details: { retryAfterSeconds: 7 } });
  assertEquals(waitMs(1, busy), 7_000);
});

Deno.test("a proxy that asks for an hour is asked again within a minute", () => {
  const maintained = new ApiError({ code: 503, message: "down", details: { retryAfterSeconds: 3600 } });
  assertEquals(run(FOLLOWING, [failed(maintained, 1)]).state.waitMs, 60_000);
});

Deno.test("healthy is told once, as soon as the server accepts the watch again", () => {
  const { told } = run(FOLLOWING, [
    failed(new TypeError("reset"), 1),
    failed(new TypeError("reset"), 1),
    { type: "opened" },
    frame("MODIFIED", "a", "11"),
  ]);
  assertEquals(told, ["error in 200: reset", "error in 400: reset", "healthy", "apply a"]);
});

Deno.test("healthy after a broken first list is told when the list is whole", () => {
  const { told } = run(INITIAL_STATE, [
    { type: "opened" },
    frame("ADDED", "a", "3"),
    failed(new TypeError("reset"), 1),
    { type: "opened" },
    frame("ADDED", "b", "4"),
    bookmark("5", true),
  ]);
  assertEquals(told, ["init", "apply a", "error in 200: reset", "init", "apply b", "synced 5", "healthy"]);
});

Deno.test("a frame forgives earlier failures, and so does a watch that lasted", () => {
  const failing = run(FOLLOWING, [failed(new Error("a"), 1), failed(new Error("b"), 1)]).state;
  assertEquals(run(failing, [{ type: "opened" }, bookmark("11"), failed(new Error("c"), 1)]).state.waitMs, 200);
  assertEquals(run(failing, [failed(new Error("c"), 60_000)]).state.waitMs, 200);
  assertEquals(run(failing, [{ type: "opened" }, failed(new Error("c"), 1)]).state.waitMs, 800);
});

Deno.test("a watch that ends is opened again from where it was, and only one that ends at once waits", () => {
  const lasted = run(FOLLOWING, [{ type: "ended", afterMs: 400_000 }]);
  assertEquals([lasted.state.phase, lasted.state.resourceVersion, lasted.state.waitMs, lasted.told], [
    "follow",
    "10",
    0,
    [],
  ]);
  const brief = run(FOLLOWING, [{ type: "ended", afterMs: 3 }, { type: "ended", afterMs: 3 }]);
  assertEquals([brief.state.phase, brief.state.waitMs, brief.told], ["follow", 400, []]);
});

Deno.test("a list that the server ends early is an error", () => {
  const { state, told } = run(INITIAL_STATE, [{ type: "opened" }, { type: "ended", afterMs: 3 }]);
  assertEquals(told, ["init", "error in 200: Cannot list: the stream ended before its list did."]);
  assertEquals(state.phase, "stream");
});

Deno.test("a version that the server calls invalid is not asked for again", () => {
  const { state, told } = run(FOLLOWING, [failed(refused(400), 1)]);
  assertEquals([state.phase, state.resourceVersion, told], ["stream", "", ["error in 200: 400"]]);
});

Deno.test("credentials that are refused are tried again within 10 s, however often that failed", () => {
  const waits = (error: Error) => {
    const { told } = run(FOLLOWING, Array.from({ length: 12 }, () => failed(error, 5)));
    return told.map((each) => Number(/^error in (\d+)/.exec(each)![1]));
  };
  assertEquals(waits(refused(401)).slice(0, 4), [200, 400, 800, 1_600]);
  assertEquals(Math.max(...waits(refused(401))), 10_000);
  assertEquals(Math.max(...waits(refused(403))), 30_000);
});

function run(from: WatcherState, inputs: WatcherInput<Pod>[]): { state: WatcherState; told: string[] } {
  let state = from;
  const told: string[] = [];
  for (const input of inputs) {
    const next = step(state, input, OPTIONS);
    state = next.state;
    for (const event of next.events) {
      if (event.type === "apply" || event.type === "delete") told.push(`${event.type} ${event.object.metadata.name}`);
      else if (event.type === "error") told.push(`error in ${event.retryInMs}: ${event.error.message}`);
      else told.push("resourceVersion" in event ? `${event.type} ${event.resourceVersion}` : event.type);
    }
  }
  return { state, told };
}

function frame(type: "ADDED" | "MODIFIED" | "DELETED", name: string, resourceVersion: string): WatcherInput<Pod> {
  return { type: "frame", frame: { type, object: { metadata: { name, resourceVersion } } } };
}

function bookmark(resourceVersion: string, isEnd = false): WatcherInput<Pod> {
  const annotations: Record<string, string> = isEnd ? { "k8s.io/initial-events-end": "true" } : {};
  return {
    type: "frame",
    frame: { type: "BOOKMARK", object: { metadata: { name: "", resourceVersion, annotations } } },
  };
}

function page(names: string[], resourceVersion: string, token?: string): WatcherInput<Pod> {
  const items = names.map((name) => ({ metadata: { name, resourceVersion: "1" } }));
  return { type: "page", list: { metadata: { resourceVersion, continue: token }, items } };
}

function failed(error: Error, afterMs: number): WatcherInput<Pod> {
  return { type: "failed", error, afterMs };
}

function refused(code: number, causes: NonNullable<Status["details"]>["causes"] = []): ApiError {
  return new ApiError({ code, message: String(code), details: { causes } });
}
