import { assertEquals, assertNotEquals } from "@std/assert";
import { activityAnnotations } from "./activity_annotations.ts";
import { cullingEvent } from "./culling_event.ts";
import { toCullingStatus } from "./culling_status.ts";
import type { Evidence } from "./evidence.ts";
import { EXAMPLE_NOW, exampleInput, exampleSettings, exampleSubject, idleSince } from "./example_culling.ts";
import { decideCulling } from "./policy/decide.ts";

const NOW = EXAMPLE_NOW.getTime();

Deno.test("the status says what was seen, and changes only when something does", () => {
  const evidence: Evidence[] = [idleSince(60), { kind: "none", source: "jupyter/terminals", checkedAt: NOW }];
  const status = toCullingStatus(decideCulling(exampleInput({ evidence })), evidence);
  assertEquals(status, {
    verdict: "idle",
    reason: "Idle",
    message: "Idle since 2026-11-23T17:00:00Z; stops at 2026-11-23T20:00:00Z unless it is used.",
    parameters: {
      since: "2026-11-23T17:00:00Z",
      idleTime: "3h",
      stopsAt: "2026-11-23T20:00:00Z",
      act: "stops",
    },
    lastActivity: "2026-11-23T17:00:00Z",
    stopsAt: "2026-11-23T20:00:00Z",
    keepAtMostSeconds: 3 * 24 * 3_600,
    warnsAt: "2026-11-23T19:50:00Z",
    evidence: [
      {
        source: "jupyter/status",
        says: "idle-since",
        at: "2026-11-23T17:00:00Z",
        message: "Last used at 2026-11-23T17:00:00Z.",
      },
      { source: "jupyter/terminals", says: "none", message: "Nothing is open." },
    ],
  });
  const later = evidence.map((each) => ({ ...each, checkedAt: NOW + 60_000 }));
  const next = decideCulling(exampleInput({ evidence: later, now: new Date(NOW + 60_000) }));
  assertEquals(toCullingStatus(next, later), status);
});

Deno.test("the status keeps the warning and the notes, and nothing where culling is off", () => {
  const settings = exampleSettings({ dryRun: true });
  const warning = decideCulling(exampleInput({ settings, evidence: [idleSince(175)] }));
  const status = toCullingStatus(warning, []);
  assertEquals([status.warned, status.notes?.[0].reason], [
    { at: "2026-11-23T18:00:00Z", of: "idle", isTrial: true },
    "DryRun",
  ]);
  const off = decideCulling(exampleInput({ settings: exampleSettings({ enabled: false }) }));
  assertEquals(Object.keys(toCullingStatus(off, [idleSince(1)])), ["verdict", "reason", "message"]);
});

Deno.test("of what rested for as long as it was asked about the status says nothing that moves", () => {
  const quiet: Evidence = { kind: "idle-since", source: "prometheus", checkedAt: NOW, at: NOW - 99, isAtMost: true };
  assertEquals(toCullingStatus(decideCulling(exampleInput()), [quiet]).evidence, [
    { source: "prometheus", says: "idle-since", message: "Not used for as long as it was asked about." },
  ]);
});

Deno.test("one warning is one Event, however often it is found", () => {
  const verdict = decideCulling(exampleInput({ evidence: [idleSince(175)] }));
  const subject = exampleSubject();
  const [first, again] = [NOW, NOW + 60_000].map((at) => {
    const now = new Date(at);
    return cullingEvent(subject, { ...verdict, warned: verdict.warned }, { what: "warning", now });
  });
  assertEquals(first.metadata.name, again.metadata.name);
  assertEquals([first.type, first.reason, first.message, first.involvedObject.uid], [
    "Warning",
    "CullingSoon",
    "Idle since 2026-11-23T15:05:00Z; stops at 2026-11-23T18:09:00Z unless it is used.",
    subject.uid,
  ]);
  const done = cullingEvent(subject, verdict, { what: "done", now: EXAMPLE_NOW });
  assertEquals([done.type, done.reason], ["Normal", "Culled"]);
  assertNotEquals(done.metadata.name, first.metadata.name);
});

Deno.test("Kubeflow's annotations are kept, and wake nobody more than once a check period", () => {
  const at = { now: EXAMPLE_NOW, checkPeriod: 60_000 };
  const lastActivity = "2026-11-23T17:59:30Z";
  const write = (annotations: Record<string, string>, verdict = { lastActivity }) =>
    activityAnnotations(exampleSubject({ annotations }), verdict, at);
  const written = (activity: string, check: string) => ({
    "notebooks.kubeflow.org/last-activity": activity,
    "notebooks.kubeflow.org/last_activity_check_timestamp": check,
  });
  assertEquals(write({}), written(lastActivity, "2026-11-23T18:00:00Z"));
  assertEquals(write(written("2026-11-23T17:58:00Z", "2026-11-23T17:59:30Z")), undefined);
  assertEquals(write(written("2026-11-23T17:58:00Z", "2026-11-23T17:59:00Z")) !== undefined, true);
  assertEquals(write(written(lastActivity, "2026-11-23T17:30:00Z")), undefined);
  assertEquals(write(written(lastActivity, "2026-11-23T17:00:00Z")) !== undefined, true);
  assertEquals(write(written("2099-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) !== undefined, true);
  const asked = { ...at, sayEveryMs: 600_000 };
  const writeSooner = (check: string) =>
    activityAnnotations(exampleSubject({ annotations: written(lastActivity, check) }), { lastActivity }, asked);
  assertEquals([writeSooner("2026-11-23T17:50:00Z") !== undefined, writeSooner("2026-11-23T17:51:00Z")], [
    true,
    undefined,
  ]);
  assertEquals(activityAnnotations(exampleSubject({ run: { state: "starting" } }), { lastActivity }, at), undefined);
});
