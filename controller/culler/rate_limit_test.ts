import { assert, assertEquals } from "@std/assert";
import { seededRandom } from "../../kube/testing/seeded_random.ts";
import { type ActionLimit, type TakenAction, takeTurn } from "./rate_limit.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Of one who began long ago. */
const limitAt = (nowMs: number, perMinute: number): ActionLimit => ({
  ...{ nowMs, perMinute, beganMs: -HOUR_MS, isSuccessor: true, stoppedBefore: () => [] },
});

function mostInAMinute(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + MINUTE_MS).length));
}

Deno.test("no more than the configured number of actions falls into any minute", () => {
  let taken: readonly TakenAction[] = [];
  const times: number[] = [];
  for (let nowMs = 0; nowMs < 10 * MINUTE_MS; nowMs += 700) {
    const next = takeTurn(taken, { uid: `${nowMs}`, act: "stop" }, limitAt(nowMs, 7));
    if (next.isTaken) times.push(nowMs);
    taken = next.taken;
    assert(taken.length <= 7);
  }
  assertEquals([mostInAMinute(times), times.length], [7, 70]);
});

Deno.test("a limit of nothing lets nothing through", () => {
  for (const act of ["stop", "delete"] as const) {
    assertEquals(takeTurn([], { uid: "a", act }, limitAt(0, 0)), { isTaken: false, taken: [] });
  }
});

Deno.test("deletions leave nothing to count, so that they come evenly", () => {
  let taken: readonly TakenAction[] = [];
  const times: number[] = [];
  for (let nowMs = 0; nowMs < MINUTE_MS; nowMs += 1_000) {
    const next = takeTurn(taken, { uid: `${nowMs}`, act: "delete" }, limitAt(nowMs, 6));
    if (next.isTaken) times.push(nowMs);
    taken = next.taken;
  }
  assertEquals(times, [0, 10_000, 20_000, 30_000, 40_000, 50_000]);
});

Deno.test("who succeeds another waits as if that had deleted until then, for a part of a minute", () => {
  const turn = (nowMs: number, taken: readonly TakenAction[] = []) =>
    takeTurn(taken, { uid: "a", act: "stop" }, { ...limitAt(nowMs, 20), beganMs: 0 });
  assertEquals([turn(0).isTaken, turn(2_999).isTaken, turn(3_000).isTaken], [false, false, true]);
  assertEquals([turn(5_999, turn(3_000).taken).isTaken, turn(6_000, turn(3_000).taken).isTaken], [false, true]);
});

Deno.test("the first culler of all stops at once; to delete it waits, since what another deleted may have been all there was", () => {
  const turn = (nowMs: number, act: "stop" | "delete") =>
    takeTurn([], { uid: "a", act }, { ...limitAt(nowMs, 20), beganMs: 0, isSuccessor: false }).isTaken;
  assertEquals([turn(0, "stop"), turn(2_999, "delete"), turn(3_000, "delete")], [true, false, true]);
});

Deno.test("what another stopped before counts for who begins, and what it stopped itself counts once", () => {
  const own: TakenAction[] = [{ uid: "own", act: "stop", atMs: 50_000 }];
  const isTaken = (nowMs: number, stopped: string[]) => {
    const limit = { perMinute: 5, beganMs: 0, isSuccessor: true, stoppedBefore: () => stopped, nowMs };
    return takeTurn(own, { uid: "b", act: "stop" }, limit).isTaken;
  };
  assertEquals([isTaken(50_000, ["own", "x", "y"]), isTaken(50_000, ["own", "x", "y", "z"])], [true, false]);
  assertEquals(isTaken(60_000, ["own", "x", "y", "z"]), true);
});

Deno.test("whoever leads, and however often that changes, no more fall into any minute", () => {
  const random = seededRandom(61_126);
  for (let round = 0; round < 60; round++) {
    const perMinute = 1 + Math.floor(random() * 12);
    const all: (TakenAction & { leader: number })[] = [];
    let [leader, beganMs, taken] = [0, 0, [] as readonly TakenAction[]];
    for (let nowMs = 0; nowMs < 20 * MINUTE_MS; nowMs += random() * 2_000) {
      if (random() < 0.02) [leader, beganMs, taken] = [leader + 1, nowMs, []];
      const stoppedBefore = () =>
        all.filter((each) => each.act === "stop" && each.atMs > beganMs - MINUTE_MS).map((each) => each.uid);
      const action = { uid: `${nowMs}`, act: random() < 0.5 ? "stop" as const : "delete" as const };
      const next = takeTurn(taken, action, { nowMs, perMinute, beganMs, isSuccessor: true, stoppedBefore });
      if (next.isTaken) all.push({ ...action, atMs: nowMs, leader });
      taken = next.taken;
    }
    const most = mostInAMinute(all.map((each) => each.atMs));
    assert(most <= perMinute, `${most} of ${perMinute} in a minute, round ${round}`);
    assert(leader > 5 && all.length >= perMinute * 5, `only ${all.length} by ${leader} leaders, ${perMinute} a minute`);
  }
});
