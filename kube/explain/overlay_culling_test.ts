import { assertEquals } from "@std/assert";
import { KEEP_UNTIL_ANNOTATION, LAST_ACTIVITY_ANNOTATION, STOPPED_ANNOTATION } from "../annotations.ts";
import type { CullingStatus } from "../resources/culling_status.ts";
import { exampleNotebook, runningStatus } from "./example_notebook.ts";
import { overlayCulling } from "./overlay_culling.ts";

const IDLE: CullingStatus = {
  verdict: "idle",
  reason: "Idle",
  message: "Idle since 2026-11-23T15:00:00Z; stops at 2026-11-23T18:00:00Z unless it is used.",
  parameters: { since: "2026-11-23T15:00:00Z", idleTime: "3h", stopsAt: "2026-11-23T18:00:00Z", act: "stops" },
  lastActivity: "2026-11-23T15:00:00Z",
  stopsAt: "2026-11-23T18:00:00Z",
  warnsAt: "2026-11-23T17:50:00Z",
  keepAtMostSeconds: 24 * 3_600,
};

const idle = (annotations: Record<string, string> = {}, culling: CullingStatus = IDLE) =>
  exampleNotebook({ metadata: { annotations }, status: runningStatus({ culling }) });

Deno.test("what was found is shown with how far it may be held off", () => {
  assertEquals(overlayCulling(idle()), { ...IDLE, keepUntilMax: "2026-11-24T15:00:00Z" });
});

Deno.test("a hold that the culler has not looked at is shown at once, as its next look will find it", () => {
  const warned = { at: "2026-11-23T17:50:00Z", of: "idle" };
  const warning: CullingStatus = { ...IDLE, verdict: "warn", reason: "IdleSoonOver", warned };
  const { keepUntilMax, keptUntil, ...found } = overlayCulling(
    idle({ [KEEP_UNTIL_ANNOTATION]: "2026-11-23T21:00:00+01:00" }, warning),
  )!;
  assertEquals(keepUntilMax, "2026-11-24T15:00:00Z");
  assertEquals(keptUntil, "2026-11-23T20:00:00Z");
  assertEquals(found, {
    ...IDLE,
    verdict: "keep",
    reason: "KeptUntil",
    message: "Idle since 2026-11-23T15:00:00Z, kept until 2026-11-23T20:00:00Z; stops at 2026-11-23T20:00:00Z.",
    parameters: { ...IDLE.parameters, until: "2026-11-23T20:00:00Z", stopsAt: "2026-11-23T20:00:00Z" },
    stopsAt: "2026-11-23T20:00:00Z",
    warnsAt: "2026-11-23T19:50:00Z",
  });
});

Deno.test("a hold beyond the cap ends at the cap, and one before the stop changes nothing", () => {
  const beyond = overlayCulling(idle({ [KEEP_UNTIL_ANNOTATION]: "2027-01-01T00:00:00Z" }))!;
  assertEquals([beyond.keptUntil, beyond.stopsAt], ["2026-11-24T15:00:00Z", "2026-11-24T15:00:00Z"]);
  const before = overlayCulling(idle({ [KEEP_UNTIL_ANNOTATION]: "2026-11-23T17:00:00Z" }))!;
  assertEquals([before.reason, before.stopsAt], ["Idle", "2026-11-23T18:00:00Z"]);
  for (const none of ["tomorrow", "2026-11-23T23:00:00", "2026-11-31T00:00:00Z"]) {
    assertEquals(overlayCulling(idle({ [KEEP_UNTIL_ANNOTATION]: none })), overlayCulling(idle()), none);
  }
  const small = overlayCulling(idle({ [KEEP_UNTIL_ANNOTATION]: "2026-11-23t20:00:00z" }))!;
  assertEquals([small.reason, small.keptUntil], ["KeptUntil", "2026-11-23T20:00:00Z"]);
});

Deno.test("a hold that was changed or given up since the culler looked is shown as its next look will find it", () => {
  const held = overlayCulling(idle({ [KEEP_UNTIL_ANNOTATION]: "2026-11-23T20:00:00Z" }))!;
  const { keepUntilMax: _max, keptUntil: _kept, ...found } = held;
  const kept: CullingStatus = { ...found, idleEndsAt: IDLE.stopsAt };
  const { idleEndsAt: _end, ...unheld } = kept;
  const shown = (until: string | undefined, culling = kept) => {
    const now = overlayCulling(idle(until === undefined ? {} : { [KEEP_UNTIL_ANNOTATION]: until }, culling))!;
    return [now.verdict, now.reason, now.stopsAt, now.warnsAt, now.parameters?.until, now.keptUntil];
  };
  const at = (stop: string, warning: string) =>
    ["keep", "KeptUntil", stop, warning, stop, stop].map((each) => each.length === 5 ? `2026-11-23T${each}:00Z` : each);
  assertEquals(shown("2026-11-23T20:00:00Z"), at("20:00", "19:50"));
  assertEquals(shown("2026-11-23T22:00:00Z"), at("22:00", "21:50"));
  assertEquals(shown("2026-11-23T19:00:00Z"), at("19:00", "18:50"));
  const asBefore = ["idle", "Idle", IDLE.stopsAt, IDLE.warnsAt, undefined];
  assertEquals(shown(undefined), [...asBefore, undefined]);
  assertEquals(shown("2026-11-23T17:00:00Z"), [...asBefore, "2026-11-23T17:00:00Z"]);
  assertEquals(overlayCulling(idle({}, kept))!.message, IDLE.message);
  assertEquals(shown(undefined, unheld).slice(0, 3), ["keep", "KeptUntil", "2026-11-23T20:00:00Z"]);
});

Deno.test("while it is in use the cap counts from now, so that none is said", () => {
  const busy: CullingStatus = {
    verdict: "keep",
    reason: "KernelBusy",
    message: "A kernel is computing.",
    keepAtMostSeconds: 3_600,
  };
  assertEquals(overlayCulling(idle({}, busy)), busy);
});

Deno.test("no hold is shown beyond the longest run, and none may be asked for", () => {
  const until = { [KEEP_UNTIL_ANNOTATION]: "2026-11-23T22:00:00Z" };
  const runEndsAt = "2026-11-23T21:00:00Z";
  const later = overlayCulling(idle(until, { ...IDLE, runEndsAt }))!;
  assertEquals([later.reason, later.keptUntil, later.stopsAt, later.keepUntilMax], [
    "KeptUntil",
    runEndsAt,
    runEndsAt,
    runEndsAt,
  ]);
  const sooner = { ...IDLE, runEndsAt: "2026-11-23T17:00:00Z", stopsAt: "2026-11-23T17:00:00Z" };
  const { reason, stopsAt } = overlayCulling(idle(until, sooner))!;
  assertEquals([reason, stopsAt], ["Idle", "2026-11-23T17:00:00Z"]);
  const busy: CullingStatus = { verdict: "keep", reason: "KernelBusy", message: "Busy.", keepAtMostSeconds: 86_400 };
  assertEquals(overlayCulling(idle(until, { ...busy, runEndsAt }))!.keptUntil, runEndsAt);
});

Deno.test("while it is in use no hold is shown beyond the cap from the use that was recorded", () => {
  const evidence: CullingStatus["evidence"] = [{ source: "jupyter/kernels", says: "active", message: "Busy." }];
  const sentence = { verdict: "keep", reason: "KernelBusy", message: "Busy." } as const;
  const busy: CullingStatus = { ...sentence, keepAtMostSeconds: 3_600, evidence };
  const keptUntil = (asked: string) => {
    const recorded = { [LAST_ACTIVITY_ANNOTATION]: "2026-11-23T16:00:00Z" };
    return overlayCulling(idle({ ...recorded, [KEEP_UNTIL_ANNOTATION]: asked }, busy))!.keptUntil;
  };
  assertEquals(keptUntil("2099-01-01T00:00:00Z"), "2026-11-23T17:00:00Z");
  assertEquals(keptUntil("2026-11-23T16:30:00Z"), "2026-11-23T16:30:00Z");
});

Deno.test("nothing is said of what is stopped, leaving, or not looked at", () => {
  assertEquals(overlayCulling(idle({ [STOPPED_ANNOTATION]: "2026-11-23T16:00:00Z" })), undefined);
  assertEquals(overlayCulling(exampleNotebook({ status: runningStatus() })), undefined);
  assertEquals(overlayCulling(idle({}, { verdict: "off", reason: "CullingOff", message: "Off." })), undefined);
  const leaving = { ...idle(), metadata: { ...idle().metadata, deletionTimestamp: "2026-11-23T16:00:00Z" } };
  assertEquals(overlayCulling(leaving), undefined);
});
