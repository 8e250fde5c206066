import { assert } from "@std/assert";
import { EXAMPLE_NOW, exampleSettings, exampleSubject, minutesAgo } from "../example_culling.ts";
import { seededRandom } from "../../../kube/testing/seeded_random.ts";
import { CLOCK_TOLERANCE_MS, type Evidence } from "../evidence.ts";
import { decideCulling } from "./decide.ts";
import type { CullingInput } from "./situation.ts";

const NOW = EXAMPLE_NOW.getTime();
const ROUNDS = 20_000;
const NASTY = [0, -1, NaN, Infinity, -Infinity, 9e15, NOW, NOW + CLOCK_TOLERANCE_MS, NOW + CLOCK_TOLERANCE_MS + 1];

Deno.test("for any evidence, nothing is culled as idle without a fresh success that shows idleness", () => {
  const random = seededRandom(20_261_123);
  let culled = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const input = randomInput(random);
    const verdict = decideCulling(input);
    assert(!/[{}]/.test(verdict.message), verdict.message);
    if (verdict.verdict !== "cull") continue;
    culled++;
    const said = JSON.stringify(input);
    if (verdict.reason === "StoppedByHand") {
      const { kind, isStopped, annotations } = input.subject;
      assert(kind !== "Notebook" && isStopped && !annotations["atelier.dev/stopped-by"], said);
      continue;
    }
    assert(input.settings.dryRun || !input.warned?.isTrial, said);
    if (verdict.reason === "RanTooLong") {
      assert(input.subject.run.startedAt! + input.settings.policy.maxRunTime! <= NOW, said);
      assert(input.warned?.of === "run" && input.warned.at <= NOW, said);
      continue;
    }
    const { subject, evidence, settings, warned } = input;
    assert(subject.run.state === "ready" && !subject.isStopped && !subject.isLeaving && settings.enabled, said);
    const isFresh = ({ checkedAt }: Evidence) =>
      checkedAt <= NOW + CLOCK_TOLERANCE_MS && NOW - checkedAt <= settings.evidenceMaxAge;
    assert(evidence.every((each) => isFresh(each) && each.kind !== "unknown" && each.kind !== "active"), said);
    const shown = evidence.filter((each) => each.kind === "idle-since");
    assert(shown.length > 0 && shown.every((each) => each.at + settings.policy.idleTime <= NOW), said);
    assert(warned?.of === "idle" && warned.at > Date.parse(verdict.lastActivity!), said);
    assert(shown.every((each) => each.isAtMost || warned.at > each.at), said);
  }
  assert(culled > ROUNDS / 100, `only ${culled} verdicts culled: the property was hardly tried`);
});

Deno.test("for any evidence, one busy source keeps everything but the longest run and what is stopped by hand", () => {
  const random = seededRandom(7);
  for (let round = 0; round < ROUNDS / 4; round++) {
    const input = randomInput(random);
    const busy: Evidence = { kind: "active", source: "busy", checkedAt: NOW, reason: "KernelBusy" };
    const { verdict, reason } = decideCulling({ ...input, evidence: [...input.evidence, busy] });
    assert(verdict !== "cull" || reason === "RanTooLong" || reason === "StoppedByHand", JSON.stringify(input));
    assert(reason !== "IdleSoonOver", JSON.stringify(input));
  }
});

function randomInput(random: () => number): CullingInput {
  const pick = <T>(...options: T[]) => options[Math.floor(random() * options.length)];
  // Mostly what can happen, so that the property is met where it is close.
  const isTame = random() < 0.7;
  const time = () => isTame ? minutesAgo(random() * 600) : pick(...NASTY, minutesAgo(random() * 6_000));
  const randomWarning = (): CullingInput["warned"] => ({
    ...{ at: time(), of: pick("idle", "idle", "run") },
    ...(random() < 0.3 ? { isTrial: true } : {}),
  });
  const recorded = () => ({
    "notebooks.kubeflow.org/last-activity": new Date(minutesAgo(random() * 600)).toISOString(),
    "notebooks.kubeflow.org/last_activity_check_timestamp": new Date(minutesAgo(random() * 600)).toISOString(),
  });
  const evidence = Array.from({ length: Math.floor(random() * 4) }, (): Evidence => {
    const base = { source: pick("a", "b"), checkedAt: isTame ? minutesAgo(random() * 2) : time() };
    const kind = isTame ? pick("idle-since", "idle-since", "none") : pick("idle-since", "none", "active", "unknown");
    if (kind === "active") return { ...base, kind, reason: "Traffic" };
    if (kind === "unknown") return { ...base, kind, cause: "TooSlow", parameters: { source: "a", limit: "5s" } };
    if (kind === "none") return { ...base, kind };
    return { ...base, kind, at: time(), ...(random() < 0.3 ? { isAtMost: true } : {}) };
  });
  const run = {
    state: isTame ? "ready" : pick("absent", "pulling", "starting", "not-ready", "ready"),
    startedAt: time(),
  };
  return {
    evidence,
    now: EXAMPLE_NOW,
    settings: exampleSettings({
      enabled: random() < 0.9,
      dryRun: random() < 0.3,
      idleTime: pick("1h", "3h"),
      ...(random() < 0.1 ? { maxRunTime: "2h" } : {}),
    }),
    subject: exampleSubject({
      run: run as CullingInput["subject"]["run"],
      kind: pick("Notebook", "Tensorboard", "PVCViewer"),
      isStopped: random() < 0.05,
      isLeaving: random() < 0.05,
      annotations: {
        ...(random() < 0.2 ? { "atelier.dev/keep-until": new Date(minutesAgo(pick(-60, 0, 60))).toISOString() } : {}),
        ...(random() < 0.5 ? { "atelier.dev/stopped-by": "alice" } : {}),
        ...(random() < 0.3 ? recorded() : {}),
      },
    }),
    ...(random() < 0.8 ? { warned: randomWarning() } : {}),
  };
}
