/** Effect: looks at one subject at a time, says what it found, and stops what its time has run out for. */
import type { Log } from "../../platform/log.ts";
import {
  type CullingStatus,
  EVENTS,
  isAlreadyExists,
  isConflict,
  isNotFound,
  type KubeClient,
  type KubeObject,
} from "../../kube/mod.ts";
import { carryOut } from "./actions/carry_out.ts";
import { CULLED_TYPES } from "./actions/culled_types.ts";
import { actOf, CULLER, planCulling } from "./actions/culling_action.ts";
import { activityAnnotations } from "./activity_annotations.ts";
import type { ActionOutcome } from "./culler_metrics.ts";
import { cullingEvent } from "./culling_event.ts";
import type { CullingSettings } from "./culling_settings.ts";
import { toCullingStatus } from "./culling_status.ts";
import type { Evidence } from "./evidence.ts";
import { matchPolicy } from "./match_rule.ts";
import { cullingTimes } from "./policy/culling_times.ts";
import { type CullingVerdict, decideCulling } from "./policy/decide.ts";
import type { Warned } from "./policy/situation.ts";
import { gatherEvidence, type ProbeParts } from "./probes/gather_evidence.ts";
import { type TakenAction, takeTurn } from "./rate_limit.ts";
import { staleStop } from "./stale_stop.ts";
import { type CullingSubject, keyOfSubject } from "./subject.ts";

/** What may be culled, as the controller's stores have it. */
export interface CullingSubjects {
  /** `kind/namespace/name` of each. */
  keys(): Iterable<string>;
  get(key: string): CullingSubject | undefined;
  /** The same subject with another version of its object, which has just been read. */
  renew(subject: CullingSubject, object: KubeObject): CullingSubject;
  /** The warning that its status keeps from before. */
  warnedOf(subject: CullingSubject): Warned | undefined;
  /** Whether anything shows that a culler has looked at it, or stopped it. */
  wereCulled(): boolean;
  /** UIDs of what a culler stopped in the minute before an instant, as far as clocks may differ. */
  stoppedAround(at: Date): Iterable<string>;
}

/** What a culler works with. */
export interface CullerParts extends ProbeParts {
  readonly client: KubeClient;
  readonly subjects: CullingSubjects;
  readonly settings: () => CullingSettings;
  /** Takes what the status is to carry, after each look. */
  readonly onStatus: (subject: CullingSubject, status: CullingStatus) => void;
  readonly log: Log;
}

/** Looks at subjects, for as long as one leads. It remembers whom it warned, and on whom it acted in the last minute. */
export class Culler {
  readonly #parts: CullerParts;
  readonly #warned = new Map<string, { uid: string; warned: Warned }>();
  readonly #began: { readonly at: Date; readonly elapsedMs: number; readonly isSuccessor: boolean };
  #taken: readonly TakenAction[] = [];

  constructor(parts: CullerParts) {
    this.#parts = parts;
    const { clock, subjects } = parts;
    this.#began = { at: clock.now(), elapsedMs: clock.elapsedMs(), isSuccessor: subjects.wereCulled() };
  }

  /** One look; undefined where there is nothing of that key. Rejects with the signal's reason alone. */
  async check(key: string, signal: AbortSignal): Promise<CullingVerdict | undefined> {
    const { subjects, metrics, onStatus } = this.#parts;
    const subject = subjects.get(key);
    if (!subject) return undefined;
    const settings = this.#parts.settings();
    const evidence = await this.#ask(subject, settings, signal);
    const verdict = await this.#warn(subject, this.#decide(subject, settings, evidence), signal);
    this.#remember(subject, verdict);
    metrics.checked(subject.kind, verdict.verdict);
    if (verdict.verdict === "unknown") metrics.unknown(verdict.reason as Parameters<typeof metrics.unknown>[0]);
    // Before the status is told: a write of ours in between would make either fail.
    const isCulled = verdict.verdict === "cull" && await this.#cull({ subject, settings, evidence, verdict }, signal);
    if (isCulled) return verdict;
    await this.#annotate(subject, verdict, settings, signal);
    onStatus(subject, toCullingStatus(verdict, evidence));
    return verdict;
  }

  /** Forgets the warnings of what is not among these keys. */
  prune(there: ReadonlySet<string>): void {
    for (const key of this.#warned.keys()) if (!there.has(key)) this.#warned.delete(key);
  }

  /** Nobody is asked where the answer could change nothing. */
  async #ask(subject: CullingSubject, settings: CullingSettings, signal: AbortSignal): Promise<Evidence[]> {
    const isOpen = this.#decide(subject, settings, []).reason === "NoProbe";
    return isOpen ? await gatherEvidence(subject, settings, this.#parts, signal) : [];
  }

  #decide(subject: CullingSubject, settings: CullingSettings, evidence: readonly Evidence[]): CullingVerdict {
    const warned = this.#warnedOf(subject);
    const now = this.#parts.clock.now();
    return decideCulling({ subject, settings, evidence, now, ...(warned ? { warned } : {}) });
  }

  #warnedOf(subject: CullingSubject): Warned | undefined {
    const kept = this.#warned.get(keyOfSubject(subject));
    return kept?.uid === subject.uid ? kept.warned : this.#parts.subjects.warnedOf(subject);
  }

  /** Tells of a warning that was not given before; one that cannot be told is none. */
  async #warn(subject: CullingSubject, verdict: CullingVerdict, signal: AbortSignal): Promise<CullingVerdict> {
    const { warned, ...untold } = verdict;
    const isNew = verdict.verdict === "warn" && warned?.at !== this.#warnedOf(subject)?.at;
    if (!isNew || warned?.isTrial || await this.#tell(subject, verdict, "warning", signal)) return verdict;
    return untold;
  }

  /** A moment of not knowing takes no warning back. */
  #remember(subject: CullingSubject, { verdict, warned }: CullingVerdict): void {
    const key = keyOfSubject(subject);
    if (warned) this.#warned.set(key, { uid: subject.uid, warned });
    else if (verdict !== "unknown") this.#warned.delete(key);
  }

  /** Whether it is stopped, or on its way out. */
  async #cull(found: Found, signal: AbortSignal): Promise<boolean> {
    const { metrics, clock, log } = this.#parts;
    const { subject: { kind, namespace, name }, verdict: { reason, message } } = found;
    const outcome = await this.#act(found, signal);
    metrics.acted({ kind, namespace, name, reason }, outcome, clock.now());
    // Thousands may wait for their turn, or be found in a trial, at each look.
    const say = outcome === "limited" || outcome === "dry_run" ? log.debug : log.info;
    say.call(log, "Culling", { kind, namespace, name, reason, message, outcome });
    if (outcome === "done") await this.#tell(found.subject, found.verdict, "done", signal);
    return outcome === "done";
  }

  async #act({ subject, settings, evidence }: Found, signal: AbortSignal): Promise<ActionOutcome> {
    const { clock, client, subjects, log } = this.#parts;
    if (settings.dryRun) return "dry_run";
    if (!this.#mayAct(subject, settings)) return "limited";
    const decideAgain = (object: KubeObject) => {
      const verdict = this.#decide(subjects.renew(subject, object), settings, evidence);
      const options = { settings, now: clock.now() };
      return verdict.verdict === "cull" ? planCulling(subject.kind, object, verdict, options) : undefined;
    };
    try {
      return await carryOut({ ...subject, decideAgain }, client, signal);
    } catch (error) {
      signal.throwIfAborted();
      const { kind, namespace, name } = subject;
      log.warn("Cannot stop what is idle", { kind, namespace, name, error });
      return "failed";
    }
  }

  /** Whether it is this one's turn, which it has taken then. */
  #mayAct({ kind, uid }: CullingSubject, settings: CullingSettings): boolean {
    const { clock, subjects } = this.#parts;
    const { isTaken, taken } = takeTurn(this.#taken, { uid, act: actOf(kind, settings) }, {
      nowMs: clock.elapsedMs(),
      perMinute: settings.actionsPerMinute,
      beganMs: this.#began.elapsedMs,
      isSuccessor: this.#began.isSuccessor,
      stoppedBefore: () => subjects.stoppedAround(this.#began.at),
    });
    this.#taken = taken;
    return isTaken;
  }

  async #tell(subject: CullingSubject, verdict: CullingVerdict, what: "warning" | "done", signal: AbortSignal) {
    const event = cullingEvent(subject, verdict, { what, now: this.#parts.clock.now() });
    return await this.#write("tell an Event", signal, (options) => this.#parts.client.create(EVENTS, event, options));
  }

  async #annotate(
    subject: CullingSubject,
    verdict: CullingVerdict,
    settings: CullingSettings,
    signal: AbortSignal,
  ) {
    const { idleMs } = cullingTimes(matchPolicy(subject, settings).policy, subject.annotations);
    // Within the time that a source can look back over, so that what was recorded joins what it sees.
    const times = { now: this.#parts.clock.now(), checkPeriod: settings.checkPeriod, sayEveryMs: idleMs / 2 };
    const activity = verdict.verdict === "off" ? {} : activityAnnotations(subject, verdict, times);
    const annotations = { ...staleStop(subject), ...activity };
    if (Object.keys(annotations).length === 0) return;
    const { kind, namespace, name, uid, resourceVersion } = subject;
    const patch = { metadata: { uid, resourceVersion, annotations } };
    await this.#write("annotate", signal, (options) => {
      const merge = { type: "merge" as const, ...options };
      return this.#parts.client.patch(CULLED_TYPES[kind], { namespace, name }, patch, merge);
    });
  }

  /** Whether it stands written. A conflict is left to the next look, a failure is only logged. */
  async #write(
    what: string,
    signal: AbortSignal,
    write: (options: { fieldManager: string; signal: AbortSignal }) => Promise<unknown>,
  ): Promise<boolean> {
    try {
      await write({ fieldManager: CULLER, signal });
      return true;
    } catch (error) {
      signal.throwIfAborted();
      if (isAlreadyExists(error)) return true;
      if (!isConflict(error) && !isNotFound(error)) this.#parts.log.warn(`Cannot ${what}`, { error });
      return false;
    }
  }
}

interface Found {
  subject: CullingSubject;
  settings: CullingSettings;
  evidence: readonly Evidence[];
  verdict: CullingVerdict;
}
