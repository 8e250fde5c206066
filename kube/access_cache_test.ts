import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { FakeClock } from "../platform/fake_clock.ts";
import { accessKey, createAccessCache } from "./access_cache.ts";
import type { AccessAttributes, Caller } from "./access_review.ts";

const ALICE: Caller = { name: "alice", groups: ["blue"] };
const GET: AccessAttributes = { verb: "get", group: "", resource: "pods", namespace: "team" };

Deno.test("an answer is remembered for five seconds from its question", async () => {
  const { cache, clock, asked } = make(() => Promise.resolve(true));
  await cache.review(ALICE, GET);
  await clock.advance(4_999);
  assertEquals([await cache.review(ALICE, GET), asked()], [true, 1]);
  await clock.advance(1);
  await cache.review(ALICE, GET);
  assertEquals(asked(), 2);
});

Deno.test("a question under way is asked once", async () => {
  const answer = Promise.withResolvers<boolean>();
  const { cache, asked } = make(() => answer.promise);
  const both = Promise.all([cache.review(ALICE, GET), cache.review(ALICE, GET)]);
  answer.resolve(false);
  assertEquals([await both, asked()], [[false, false], 1]);
});

Deno.test("a failure is not remembered", async () => {
  let isBroken = true;
  const { cache, asked } = make(() => isBroken ? Promise.reject(new Error("no answer")) : Promise.resolve(true));
  await assertRejects(() => cache.review(ALICE, GET), Error, "no answer");
  isBroken = false;
  assertEquals([await cache.review(ALICE, GET), asked()], [true, 2]);
});

Deno.test("clear() forgets, and what was asked before it is not remembered", async () => {
  const answers = [Promise.withResolvers<boolean>(), Promise.withResolvers<boolean>()];
  let next = 0;
  const { cache, asked } = make(() => answers[next++].promise);
  const before = cache.review(ALICE, GET);
  cache.clear();
  const after = cache.review(ALICE, GET);
  answers[0].resolve(true);
  answers[1].resolve(false);
  assertEquals([await before, await after, await cache.review(ALICE, GET), asked()], [true, false, false, 2]);
});

Deno.test("the cache is bounded, oldest first, and lets go of what has passed", async () => {
  const { cache, clock, asked } = make(() => Promise.resolve(true), 3);
  for (const name of ["a", "b", "c", "d"]) await cache.review({ ...ALICE, name }, GET);
  assertEquals(cache.size, 3);
  await cache.review({ ...ALICE, name: "d" }, GET);
  assertEquals(asked(), 4);
  await cache.review({ ...ALICE, name: "a" }, GET);
  assertEquals(asked(), 5);
  await clock.advance(60_000);
  await cache.review(ALICE, GET);
  assertEquals(cache.size, 1);
});

Deno.test("no two questions share a key", () => {
  const questions: [Caller, AccessAttributes][] = [
    [ALICE, GET],
    [{ ...ALICE, uid: "1" }, GET],
    [{ ...ALICE, name: "alic" }, { ...GET, verb: "eget" }],
    [{ ...ALICE, groups: [] }, GET],
    [{ ...ALICE, groups: ["blue", "red"] }, GET],
    [{ ...ALICE, groups: ["bluered"] }, GET],
    [{ ...ALICE, groups: ["4:blue"] }, GET],
    [{ ...ALICE, extra: { a: ["b"] } }, GET],
    [{ ...ALICE, extra: { a: [], b: [] } }, GET],
    [{ ...ALICE, extra: { a: ["b", "c"] } }, GET],
    [{ ...ALICE, extra: { a: ["b"], c: [] } }, GET],
    [ALICE, { ...GET, group: "apps" }],
    [ALICE, { ...GET, subresource: "log" }],
    [ALICE, { ...GET, name: "a" }],
    [ALICE, { ...GET, namespace: "" }],
    [ALICE, { ...GET, namespace: "", name: "team" }],
  ];
  const keys = questions.map(([caller, attributes]) => accessKey(caller, attributes));
  assertEquals(new Set(keys).size, questions.length);
  const reordered = accessKey({ ...ALICE, groups: ["red", "blue"] }, GET);
  assertEquals(reordered, accessKey({ ...ALICE, groups: ["blue", "red"] }, GET));
  assertNotEquals(reordered, keys[0]);
});

function make(review: () => Promise<boolean>, maxEntries?: number) {
  const clock = new FakeClock();
  let asked = 0;
  const cache = createAccessCache(() => {
    asked++;
    return review();
  }, { clock, maxEntries });
  return { cache, clock, asked: () => asked };
}
