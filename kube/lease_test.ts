import { assertEquals } from "@std/assert";
import type { Lease } from "./builtins.ts";
import { type Candidate, decide, isHeldBy, type LeaseMove, type LeaseSight, released, see } from "./lease.ts";

const SELF: Candidate = { namespace: "atelier", name: "controller", identity: "a", durationMs: 10_000 };
const NOW = new Date("2026-03-01T12:00:00.123Z");
const INSTANT = "2026-03-01T12:00:00.123000Z";
const LONG_AGO = "2020-01-01T00:00:00.000000Z";

const lease = (spec: Lease["spec"], metadata = {}): Lease => ({
  metadata: { namespace: "atelier", name: "controller", uid: "1", resourceVersion: "7", ...metadata },
  spec,
});
const heldBy = (holderIdentity: string, renewTime = LONG_AGO) =>
  lease({ holderIdentity, leaseDurationSeconds: 15, acquireTime: LONG_AGO, renewTime, leaseTransitions: 3 });
const decideAt = (elapsedMs: number, sight: LeaseSight) => decide(sight, SELF, { date: NOW, elapsedMs });
const specOf = (move: LeaseMove) => move.kind === "wait" ? undefined : move.lease.spec;

Deno.test("where there is no lease it is made, with times in microseconds", () => {
  assertEquals(decideAt(5, { lease: undefined, sinceMs: 5 }), {
    kind: "create",
    lease: {
      metadata: { namespace: "atelier", name: "controller" },
      spec: {
        holderIdentity: "a",
        leaseDurationSeconds: 10,
        acquireTime: INSTANT,
        renewTime: INSTANT,
        leaseTransitions: 0,
      },
    },
  });
});

Deno.test("its holder renews it: the time alone changes, and what was seen is what is replaced", () => {
  const move = decideAt(5, { lease: heldBy("a"), sinceMs: 0 });
  assertEquals(move.kind, "replace");
  assertEquals(specOf(move), {
    holderIdentity: "a",
    leaseDurationSeconds: 10,
    acquireTime: LONG_AGO,
    renewTime: INSTANT,
    leaseTransitions: 3,
  });
  assertEquals(move.kind === "replace" && move.lease.metadata.resourceVersion, "7");
});

Deno.test("another's lease counts for its own duration from when it was seen to change, whatever its times say", () => {
  for (const renewTime of [LONG_AGO, INSTANT, "2099-01-01T00:00:00.000000Z"]) {
    const sight = { lease: heldBy("b", renewTime), sinceMs: 100_000 };
    assertEquals(decideAt(100_000, sight), { kind: "wait", ms: 15_000 });
    assertEquals(decideAt(114_999, sight), { kind: "wait", ms: 1 });
    assertEquals(decideAt(115_000, sight).kind, "replace");
  }
});

Deno.test("who takes another's lease counts the transition and begins a term of their own", () => {
  assertEquals(specOf(decideAt(15_000, { lease: heldBy("b"), sinceMs: 0 })), {
    holderIdentity: "a",
    leaseDurationSeconds: 10,
    acquireTime: INSTANT,
    renewTime: INSTANT,
    leaseTransitions: 4,
  });
});

Deno.test("a lease that was left is taken at once, and so is one that says nothing of a holder or a duration", () => {
  const left = released(heldBy("b"), NOW);
  assertEquals([left.spec?.holderIdentity, left.spec?.renewTime], ["", INSTANT]);
  assertEquals(specOf(decideAt(0, { lease: left, sinceMs: 0 }))?.leaseTransitions, 4);
  for (const spec of [undefined, {}, { holderIdentity: "b" }]) {
    assertEquals(specOf(decideAt(0, { lease: lease(spec), sinceMs: 0 }))?.leaseTransitions, 1);
  }
});

Deno.test("see(): the age begins anew when the claim changes or is another object's, not when a label does", () => {
  const first = see(heldBy("b"), undefined, 1_000);
  const ageAfter = (next: Lease | undefined) => see(next, first, 2_000).sinceMs;
  assertEquals(first.sinceMs, 1_000);
  assertEquals(ageAfter({ ...heldBy("b"), metadata: { ...heldBy("b").metadata, labels: { seen: "yes" } } }), 1_000);
  assertEquals(ageAfter(heldBy("b", INSTANT)), 2_000);
  assertEquals(ageAfter(lease(heldBy("b").spec, { uid: "2" })), 2_000);
  assertEquals(ageAfter(undefined), 2_000);
});

Deno.test("see(): what is replaced later is what was read last", () => {
  const first = see(heldBy("b"), undefined, 0);
  const next = see(lease(heldBy("b").spec, { resourceVersion: "8" }), first, 15_000);
  const move = decideAt(15_000, next);
  assertEquals(move.kind === "replace" && move.lease.metadata.resourceVersion, "8");
});

Deno.test("isHeldBy(): the identity decides, and nobody's lease is nobody's", () => {
  const held = (sight: Lease | undefined) => isHeldBy({ lease: sight, sinceMs: 0 }, SELF);
  assertEquals([held(heldBy("a")), held(heldBy("b")), held(undefined), held(lease(undefined))], [
    true,
    false,
    false,
    false,
  ]);
});
