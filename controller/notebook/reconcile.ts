import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { KubeClient, KubeMetrics, Next } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import type { EventTeller } from "./event_teller.ts";
import { executePlan, writeStatus } from "./execute.ts";
import { createMemory, type NotebookMemory } from "./notebook_memory.ts";
import { mirrorFrom, type NotebookStores, observeNotebook } from "./observe.ts";
import type { Observed } from "./observed.ts";
import { planNotebook } from "./plan.ts";
import type { ToolProbes } from "./tool_probes.ts";
import { WrittenObjects } from "./written_objects.ts";

/** A status is written at once, then at most once in this time. */
export const STATUS_EVERY_MS = 250;
/** A tool that is there answers its first question in less: its status is then written once, not twice. */
const FIRST_ANSWER_MS = 100;

/** What a reconciler works with. */
export interface ReconcilerParts {
  readonly client: KubeClient;
  readonly stores: NotebookStores;
  readonly settings: ControllerSettings;
  readonly probes: ToolProbes;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: KubeMetrics;
  readonly teller: Pick<EventTeller, "tell">;
}

/** Brings one notebook in line: observe, plan, execute, and write the status where it differs. */
export function createNotebookReconciler(parts: ReconcilerParts): (key: string, signal: AbortSignal) => Promise<Next> {
  const { stores, settings, probes, clock } = parts;
  const memories = new Map<string, NotebookMemory>();
  const written = new WrittenObjects();

  const observe = (key: string, memory: NotebookMemory) =>
    observeNotebook(key, stores, written, { memory, answerOf: (of, run) => probes.answerOf(of, run) });

  /**
   * Plans and executes, and plans once more for the status where the apiserver refused something. Not where the wish has
   * changed, or the status would say of a newer one that it was acted on.
   */
  const settle = async (key: string, first: Observed, memory: NotebookMemory, signal: AbortSignal) => {
    const now = clock.now();
    const plan = planNotebook(first, settings, now);
    const isNewlyAsked = probes.ask(key, plan.question);
    const context = { ...parts, written, memory, now, signal };
    const isRefused = await executePlan(plan, first.notebook, context);
    const later = isRefused ? observe(key, memory) : undefined;
    const isSameWish = later?.notebook.metadata.resourceVersion === first.notebook.metadata.resourceVersion;
    return { context, isNewlyAsked, plan: later && isSameWish ? planNotebook(later, settings, now) : plan };
  };

  return async (key, signal) => {
    const memory = memories.get(key) ?? createMemory(mirrorFrom(key, stores, clock.now()));
    const first = observe(key, memory);
    if (!first) {
      memories.delete(key);
      probes.ask(key, undefined);
      return { kind: "done" };
    }
    memories.set(key, memory);
    const { context, plan, isNewlyAsked } = await settle(key, first, memory, signal);
    if (!plan.status) return plan.next;
    const isAnswerNear = isNewlyAsked && probes.answerOf(key, plan.question?.run) === "unasked";
    const earliestMs = memory.statusWrittenAtMs + STATUS_EVERY_MS - context.now.getTime();
    const waitMs = Math.max(earliestMs, isAnswerNear ? FIRST_ANSWER_MS : 0);
    if (waitMs > 0) return sooner(plan.next, waitMs);
    await writeStatus(first.notebook, plan.status, context);
    return plan.next;
  };
}

function sooner(next: Next, ms: number): Next {
  return next.kind === "after" && next.ms <= ms ? next : { kind: "after", ms };
}
