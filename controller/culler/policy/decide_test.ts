import { assertEquals } from "@std/assert";
import {
  EXAMPLE_NOW,
  exampleInput,
  exampleSettings,
  exampleSubject,
  idleSince,
  minutesAgo,
} from "../example_culling.ts";
import type { Evidence } from "../evidence.ts";
import type { CulledKind } from "../subject.ts";
import { decideCulling } from "./decide.ts";
import type { CullingInput } from "./situation.ts";

const NOW = EXAMPLE_NOW.getTime();
const BUSY: Evidence = { kind: "active", source: "jupyter/kernels", checkedAt: NOW, reason: "KernelBusy" };
const UNREACHABLE: Evidence = {
  ...{ kind: "unknown", source: "jupyter/kernels", checkedAt: NOW, cause: "Unreachable" },
  parameters: { source: "jupyter/kernels", detail: "connection refused" },
};
const WARNED = { at: minutesAgo(10), of: "idle" } as const;
const annotated = (annotations: Record<string, string>) => exampleSubject({ annotations });
const running = (run: Partial<ReturnType<typeof exampleSubject>["run"]>) =>
  exampleSubject({ run: { ...exampleSubject().run, ...run } });

/** With `kubectl annotate … kubeflow-resource-stopped=…` and nothing else; `differs` says who, or how to take it. */
function stoppedByHand(kind: CulledKind, differs: Record<string, string> = {}) {
  const annotations = { "kubeflow-resource-stopped": "2026-11-23T17:59:00Z", ...differs };
  return exampleSubject({ kind, serverType: kind.toLowerCase(), isStopped: true, annotations });
}

/** Name → what is so, and the verdict and reason that come of it. The names are those of docs/culling.md. */
const CASES: Record<string, [Partial<CullingInput>, [string, string]]> = {
  "nothing is culled unless the admin turns culling on": [
    { settings: exampleSettings({ enabled: false }), evidence: [idleSince(6_000)] },
    ["off", "CullingOff"],
  ],
  "what is stopped already is left as it is": [{ subject: exampleSubject({ isStopped: true }) }, [
    "off",
    "AlreadyStopped",
  ]],
  "a Tensorboard stopped by hand is deleted, as an idle one is": [
    { subject: stoppedByHand("Tensorboard"), evidence: [] },
    ["cull", "StoppedByHand"],
  ],
  "a Tensorboard stopped by hand stays stopped where idle ones are stopped": [
    { subject: stoppedByHand("Tensorboard"), settings: exampleSettings({ tensorboards: "stop" }) },
    ["off", "AlreadyStopped"],
  ],
  "a viewer stopped by hand is deleted": [
    { subject: stoppedByHand("PVCViewer"), settings: exampleSettings({ tensorboards: "stop" }), evidence: [] },
    ["cull", "StoppedByHand"],
  ],
  "a notebook stopped by hand stays": [{ subject: stoppedByHand("Notebook") }, ["off", "AlreadyStopped"]],
  "a Tensorboard stopped on the page stays": [
    { subject: stoppedByHand("Tensorboard", { "atelier.dev/stopped-by": "alice" }) },
    ["off", "AlreadyStopped"],
  ],
  "nothing stopped by hand is deleted while culling is off": [
    { subject: stoppedByHand("Tensorboard"), settings: exampleSettings({ enabled: false }) },
    ["off", "CullingOff"],
  ],
  "an exempt rule keeps what is stopped by hand": [
    {
      subject: stoppedByHand("Tensorboard"),
      settings: exampleSettings({ rules: [{ name: "courses", match: { namespaces: ["te*"] }, exempt: true }] }),
    },
    ["off", "AlreadyStopped"],
  ],
  "an exempt rule keeps what is stopped by hand also while nobody knows its images": [
    {
      subject: { ...stoppedByHand("Tensorboard"), images: [], resources: [], run: { state: "absent" } },
      settings: exampleSettings({ rules: [{ name: "courses", match: { images: ["course/*"] }, exempt: true }] }),
    },
    ["off", "AlreadyStopped"],
  ],
  "a user who turned culling off for one may stop it by hand": [
    { subject: stoppedByHand("Tensorboard", { "atelier.dev/culling": "disabled" }) },
    ["off", "AlreadyStopped"],
  ],
  "what is being deleted is left alone": [{ subject: exampleSubject({ isLeaving: true }) }, ["off", "BeingDeleted"]],
  "a kernel that computes is never idle": [
    { evidence: [idleSince(6_000), BUSY], warned: WARNED },
    ["keep", "KernelBusy"],
  ],
  "one source in use outvotes another that does not know": [{ evidence: [UNREACHABLE, BUSY] }, ["keep", "KernelBusy"]],
  "one source that does not know outvotes others that are idle": [
    { evidence: [idleSince(6_000), UNREACHABLE], warned: WARNED },
    ["unknown", "Unreachable"],
  ],
  "nobody to ask is unknown": [{ evidence: [], warned: WARNED }, ["unknown", "NoProbe"]],
  "answers without any time are unknown": [
    { evidence: [{ kind: "none", source: "jupyter/kernels", checkedAt: NOW }], warned: WARNED },
    ["unknown", "NothingToGoBy"],
  ],
  "evidence that is too old is unknown": [
    { evidence: [{ ...idleSince(6_000), checkedAt: minutesAgo(3) }], warned: WARNED },
    ["unknown", "EvidenceTooOld"],
  ],
  "evidence from a time that is yet to come is unknown": [
    { evidence: [{ ...idleSince(6_000), checkedAt: NOW + 120_000 }], warned: WARNED },
    ["unknown", "CheckInFuture"],
  ],
  "a last activity that is yet to come is unknown": [
    { evidence: [idleSince(-2)], warned: WARNED },
    ["unknown", "ActivityInFuture"],
  ],
  "a subject without a pod is unknown": [
    { subject: exampleSubject({ run: { state: "absent" } }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "PodMissing"],
  ],
  "a pod whose image is pulled is unknown": [
    { subject: exampleSubject({ run: { state: "pulling" } }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "ImagePulling"],
  ],
  "a pod that is starting is unknown": [
    { subject: exampleSubject({ run: { state: "starting" } }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "PodStarting"],
  ],
  "a pod that is not ready is unknown": [
    { subject: running({ state: "not-ready" }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "PodNotReady"],
  ],
  "a pod younger than the grace time is left alone": [
    { subject: running({ startedAt: minutesAgo(9) }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "PodYoung"],
  ],
  "a pod that started in a time that is yet to come is unknown": [
    { subject: running({ startedAt: minutesAgo(-5) }), evidence: [idleSince(6_000)], warned: WARNED },
    ["unknown", "StartInFuture"],
  ],
  "idle for less than the idle time: its stop instant is said": [{ evidence: [idleSince(60)] }, ["idle", "Idle"]],
  "a warning comes before the stop": [{ evidence: [idleSince(171)] }, ["warn", "IdleSoonOver"]],
  "nothing is culled without a warning before": [{ evidence: [idleSince(6_000)] }, ["warn", "IdleSoonOver"]],
  "idle for the idle time, and warned: culled": [{ evidence: [idleSince(180)], warned: WARNED }, [
    "cull",
    "IdleTooLong",
  ]],
  "a warning of an earlier idle time does not count": [
    { evidence: [idleSince(180)], warned: { at: minutesAgo(200), of: "idle" } },
    ["warn", "IdleSoonOver"],
  ],
  "a warning of the longest run does not count for idleness": [
    { evidence: [idleSince(180)], warned: { at: minutesAgo(10), of: "run" } },
    ["warn", "IdleSoonOver"],
  ],
  "a culled notebook that is started again gets its grace time": [
    {
      subject: exampleSubject({
        annotations: { "notebooks.kubeflow.org/last-activity": "2026-11-20T10:00:00Z" },
        run: { state: "ready", startedAt: minutesAgo(5) },
      }),
      evidence: [idleSince(4_000)],
      warned: { at: minutesAgo(3_900), of: "idle" },
    },
    ["unknown", "PodYoung"],
  ],
  "what was recorded before makes the last activity later, never earlier": [
    {
      subject: annotated({ "notebooks.kubeflow.org/last-activity": "2026-11-23T17:30:00Z" }),
      evidence: [idleSince(6_000)],
      warned: WARNED,
    },
    ["idle", "Idle"],
  ],
  "a recorded last activity that is yet to come is not believed": [
    {
      subject: annotated({ "notebooks.kubeflow.org/last-activity": "2099-01-01T00:00:00Z" }),
      evidence: [idleSince(180)],
      warned: WARNED,
    },
    ["cull", "IdleTooLong"],
  ],
  "what was started a while ago is idle since its start at the earliest, whatever traffic there was before": [
    { subject: running({ startedAt: minutesAgo(60) }), evidence: [idleSince(6_000)], warned: WARNED },
    ["idle", "Idle"],
  ],
  "an exempt rule keeps it for ever": [
    {
      settings: exampleSettings({ rules: [{ name: "courses", match: { namespaces: ["te*"] }, exempt: true }] }),
      evidence: [idleSince(6_000)],
      warned: WARNED,
    },
    ["keep", "ExemptByRule"],
  ],
  "notebooks with a GPU go sooner by a rule": [
    {
      settings: exampleSettings({ rules: [{ name: "gpu", match: { resources: ["*/gpu"] }, idleTime: "30m" }] }),
      subject: exampleSubject({ resources: ["nvidia.com/gpu"] }),
      evidence: [idleSince(31)],
      warned: WARNED,
    },
    ["cull", "IdleTooLong"],
  ],
  "a user may ask to count as idle sooner": [
    { subject: annotated({ "atelier.dev/idle-after": "30m" }), evidence: [idleSince(31)], warned: WARNED },
    ["cull", "IdleTooLong"],
  ],
  "a user may hold it off until a time": [
    { subject: annotated({ "atelier.dev/keep-until": "2026-11-23T20:00:00Z" }), evidence: [idleSince(200)] },
    ["keep", "KeptUntil"],
  ],
  "when the kept time runs out it warns": [
    { subject: annotated({ "atelier.dev/keep-until": "2026-11-23T18:05:00Z" }), evidence: [idleSince(200)] },
    ["warn", "IdleSoonOver"],
  ],
  "a user may turn culling off for one": [
    { subject: annotated({ "atelier.dev/culling": "disabled" }), evidence: [idleSince(6_000)], warned: WARNED },
    ["keep", "DisabledByUser"],
  ],
  "an admin may forbid users to turn culling off": [
    {
      settings: exampleSettings({ usersMayDisable: false }),
      subject: annotated({ "atelier.dev/culling": "disabled" }),
      evidence: [idleSince(180)],
      warned: WARNED,
    },
    ["cull", "IdleTooLong"],
  ],
  "the longest run ends whatever runs": [
    {
      settings: exampleSettings({ maxRunTime: "10h" }),
      evidence: [BUSY],
      warned: { at: minutesAgo(10), of: "run" },
    },
    ["cull", "RanTooLong"],
  ],
  "the longest run is warned of, too": [
    { settings: exampleSettings({ maxRunTime: "10h" }), evidence: [BUSY] },
    ["warn", "RunSoonOver"],
  ],
};

for (const [name, [differs, expected]] of Object.entries(CASES)) {
  Deno.test(name, () => {
    const { verdict, reason, message } = decideCulling(exampleInput(differs));
    assertEquals([verdict, reason], expected);
    assertEquals(/[{}]/.test(message), false, message);
  });
}

Deno.test("the verdict says since when, until when, and when it warns, as instants", () => {
  const { lastActivity, stopsAt, warnsAt, message } = decideCulling(exampleInput());
  assertEquals([lastActivity, warnsAt, stopsAt], [
    "2026-11-23T17:00:00Z",
    "2026-11-23T19:50:00Z",
    "2026-11-23T20:00:00Z",
  ]);
  assertEquals(message, "Idle since 2026-11-23T17:00:00Z; stops at 2026-11-23T20:00:00Z unless it is used.");
});

Deno.test("what is held off says when it would stop if it were not", () => {
  const subject = annotated({ "atelier.dev/keep-until": "2026-11-23T22:00:00Z" });
  const { idleEndsAt, stopsAt } = decideCulling(exampleInput({ subject }));
  assertEquals([idleEndsAt, stopsAt], ["2026-11-23T20:00:00Z", "2026-11-23T22:00:00Z"]);
  assertEquals(decideCulling(exampleInput()).idleEndsAt, undefined);
});

Deno.test("grace and warning are each the smaller of ten minutes and half the idle time", () => {
  const settings = exampleSettings({ idleTime: "8m", checkPeriod: "10s" });
  const young = decideCulling(exampleInput({ settings, subject: running({ startedAt: minutesAgo(3.9) }) }));
  assertEquals(young.parameters.until, "2026-11-23T18:00:06Z");
  assertEquals(decideCulling(exampleInput({ settings, evidence: [idleSince(1)] })).warnsAt, "2026-11-23T18:03:00Z");
});

Deno.test("nothing stops before its start and the grace time", () => {
  const settings = exampleSettings({ idleTime: "20m", grace: "2h" });
  const subject = running({ startedAt: minutesAgo(115) });
  const { verdict, stopsAt } = decideCulling(exampleInput({ settings, subject, evidence: [idleSince(100)] }));
  assertEquals(verdict, "unknown");
  assertEquals(stopsAt, undefined);
  const later = new Date(minutesAgo(-4));
  const evidence = [{ ...idleSince(100), checkedAt: later.getTime() }];
  assertEquals(decideCulling(exampleInput({ settings, subject, evidence, now: later })).reason, "PodYoung");
});

Deno.test("a late warning moves the stop, so that the user has the time that was promised", () => {
  const first = decideCulling(exampleInput({ evidence: [idleSince(300)] }));
  assertEquals([first.verdict, first.stopsAt, first.warned], ["warn", "2026-11-23T18:09:00Z", { at: NOW, of: "idle" }]);
  for (const [minutes, verdict] of [[8, "warn"], [9, "cull"]] as const) {
    const now = new Date(minutesAgo(-minutes));
    const evidence = [{ ...idleSince(300), checkedAt: now.getTime() }];
    assertEquals(decideCulling(exampleInput({ evidence, now, warned: first.warned })).verdict, verdict);
  }
});

Deno.test("a user's wish out of the admin's bounds is clamped, and that is said", () => {
  const verdictOf = (annotations: Record<string, string>) =>
    decideCulling(exampleInput({ subject: annotated(annotations) }));
  const soon = verdictOf({ "atelier.dev/idle-after": "1m" });
  assertEquals(soon.parameters.idleTime, "15m");
  assertEquals(soon.notes.map((each) => each.message), [
    "It asks to count as idle after 1m; the least here is 15m.",
  ]);
  assertEquals(verdictOf({ "atelier.dev/idle-after": "300d" }).parameters.idleTime, "7d");
  assertEquals(verdictOf({ "atelier.dev/idle-after": "soon" }).notes[0].reason, "IdleAfterUnreadable");
  const kept = verdictOf({ "atelier.dev/keep-until": "2099-01-01T00:00:00Z" });
  assertEquals([kept.stopsAt, kept.notes[0].reason], ["2026-11-26T17:00:00Z", "KeepUntilCapped"]);
  assertEquals(verdictOf({ "atelier.dev/keep-until": "tomorrow" }).notes[0].reason, "KeepUntilUnreadable");
});

Deno.test("a hold whose time has no zone, or names no day that there is, has no effect, and that is said", () => {
  const verdictOf = (until: string) =>
    decideCulling(exampleInput({ subject: annotated({ "atelier.dev/keep-until": until }) }));
  for (const until of ["2026-11-23T23:00:00", "2026-11-31T23:00:00Z", "2026-11-24", "", "2026-11-23T24:00:00Z"]) {
    const { reason, stopsAt, notes } = verdictOf(until);
    assertEquals([reason, stopsAt, notes[0].reason], ["Idle", "2026-11-23T20:00:00Z", "KeepUntilUnreadable"], until);
  }
  for (const until of ["2026-11-23t22:00:00z", "2026-11-24T00:00:00.5+02:00"]) {
    const { reason, stopsAt, notes } = verdictOf(until);
    assertEquals([reason, stopsAt, notes], ["KeptUntil", "2026-11-23T22:00:00Z", []], until);
  }
});

Deno.test("nothing is held off beyond the longest run, and that is said", () => {
  const settings = exampleSettings({ maxRunTime: "15h" });
  const subject = annotated({ "atelier.dev/keep-until": "2026-11-24T01:00:00Z" });
  const { reason, stopsAt, runEndsAt, parameters, notes } = decideCulling(exampleInput({ settings, subject }));
  assertEquals([reason, stopsAt, runEndsAt, parameters.until], [
    "KeptUntil",
    "2026-11-23T23:00:00Z",
    "2026-11-23T23:00:00Z",
    "2026-11-23T23:00:00Z",
  ]);
  assertEquals(notes.map((each) => [each.reason, each.parameters.used]), [["KeepUntilCapped", "2026-11-23T23:00:00Z"]]);
  const busy = decideCulling(exampleInput({ settings, subject, evidence: [BUSY] }));
  assertEquals([busy.runEndsAt, busy.stopsAt], ["2026-11-23T23:00:00Z", "2026-11-23T23:00:00Z"]);
});

Deno.test("while it is in use nothing of a hold moves with the time: a status would be written at each look", () => {
  const subject = annotated({ "atelier.dev/keep-until": "2099-01-01T00:00:00Z" });
  const [first, next] = [0, 1].map((minutes) => {
    const now = new Date(NOW + minutes * 60_000);
    return decideCulling(exampleInput({ subject, now, evidence: [{ ...BUSY, checkedAt: now.getTime() }] })).notes;
  });
  assertEquals(first, next);
});

Deno.test("a hold that cannot be read is said whatever is known of its use", () => {
  const subject = annotated({ "atelier.dev/keep-until": "2026-11-23T23:00:00" });
  for (const evidence of [[BUSY], [UNREACHABLE], []]) {
    const { notes } = decideCulling(exampleInput({ subject, evidence }));
    assertEquals(notes.map((each) => each.reason), ["KeepUntilUnreadable"]);
  }
});

/** What a Prometheus says of what rested for as long as it was asked about, and what was recorded of it before. */
function longQuiet(now: number, recorded: Record<string, string>): CullingInput {
  const evidence: Evidence[] = [
    { kind: "idle-since", source: "prometheus", checkedAt: now, at: now - 181 * 60_000, isAtMost: true },
  ];
  const settings = exampleSettings({ keepAtMost: "9h" });
  const subject = annotated({ "atelier.dev/keep-until": "2099-01-01T00:00:00Z", ...recorded });
  return exampleInput({ evidence, settings, subject, now: new Date(now) });
}

Deno.test("what rested for as long as it was asked about is idle since the use that was recorded, and held off no longer", () => {
  for (const minutes of [0, 1, 59]) {
    const recorded = {
      "notebooks.kubeflow.org/last-activity": "2026-11-23T12:00:00Z",
      "notebooks.kubeflow.org/last_activity_check_timestamp": "2026-11-23T17:00:00Z",
    };
    const { reason, lastActivity, stopsAt } = decideCulling(longQuiet(NOW + minutes * 60_000, recorded));
    assertEquals([reason, lastActivity, stopsAt], ["KeptUntil", "2026-11-23T12:00:00Z", "2026-11-23T21:00:00Z"]);
  }
});

Deno.test("what was recorded is no news where nobody looked since, or where the sources do not show the whole idle time", () => {
  const recorded = (checked: string) => ({
    "notebooks.kubeflow.org/last-activity": "2026-11-23T12:00:00Z",
    "notebooks.kubeflow.org/last_activity_check_timestamp": checked,
  });
  const sinceOf = (input: CullingInput) => decideCulling(input).lastActivity;
  for (const checked of ["2026-11-23T14:58:00Z", "2026-11-23T19:00:00Z", "then"]) {
    assertEquals(sinceOf(longQuiet(NOW, recorded(checked))), "2026-11-23T14:59:00Z", checked);
  }
  const short = longQuiet(NOW, recorded("2026-11-23T17:30:00Z"));
  const evidence = [{ ...idleSince(60, "prometheus"), isAtMost: true } as Evidence];
  assertEquals(sinceOf({ ...short, evidence }), "2026-11-23T17:00:00Z");
});

Deno.test("a recorded last activity without its zone is not believed", () => {
  const subject = annotated({ "notebooks.kubeflow.org/last-activity": "2026-11-23T17:30:00" });
  assertEquals(decideCulling(exampleInput({ subject })).lastActivity, "2026-11-23T17:00:00Z");
});

Deno.test("another word than disabled turns nothing off, and that is said", () => {
  const notesOf = (asked: string) => {
    const input = exampleInput({ subject: annotated({ "atelier.dev/culling": asked }) });
    const { reason, notes } = decideCulling(input);
    return [reason, ...notes.map((each) => each.reason)];
  };
  for (const asked of ["Disabled", "false", "off", "", " disabled"]) {
    assertEquals(notesOf(asked), ["Idle", "CullingUnreadable"], asked);
  }
  assertEquals([notesOf("enabled"), notesOf("disabled")], [["Idle"], ["DisabledByUser"]]);
});

Deno.test("of an annotation that says very much the status says only the beginning", () => {
  const much = "x".repeat(200_000);
  const subject = annotated({
    "atelier.dev/keep-until": much,
    "atelier.dev/idle-after": much,
    "atelier.dev/culling": much,
  });
  const { notes } = decideCulling(exampleInput({ subject }));
  assertEquals(notes.length, 3);
  assertEquals(JSON.stringify(notes).length < 2_000, true);
});

Deno.test("a trial says that it is one", () => {
  const verdict = decideCulling(exampleInput({ settings: exampleSettings({ dryRun: true }) }));
  assertEquals(verdict.notes.map((each) => each.reason), ["DryRun"]);
});

Deno.test("a Tensorboard is deleted, or stopped where the admin wants that", () => {
  const subject = exampleSubject({ kind: "Tensorboard", serverType: "tensorboard" });
  assertEquals(decideCulling(exampleInput({ subject })).parameters.act, "is deleted");
  const settings = exampleSettings({ tensorboards: "stop" });
  assertEquals(decideCulling(exampleInput({ subject, settings })).parameters.act, "stops");
});

Deno.test("the earlier of two ends is said", () => {
  const settings = exampleSettings({ maxRunTime: "11h" });
  const { verdict, stopsAt } = decideCulling(exampleInput({ settings }));
  assertEquals([verdict, stopsAt], ["idle", "2026-11-23T19:00:00Z"]);
  assertEquals(decideCulling(exampleInput({ settings, evidence: [BUSY] })).stopsAt, "2026-11-23T19:00:00Z");
});
