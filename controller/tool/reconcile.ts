import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { KubeClient, KubeMetrics, Next } from "../../kube/mod.ts";
import { SharedConfigs } from "../children/shared_configs.ts";
import { WrittenObjects } from "../children/written_objects.ts";
import type { EventTeller } from "../events/event_teller.ts";
import type { ToolProbes } from "../probes/tool_probes.ts";
import type { NotebookMetrics } from "../notebook/notebook_metrics.ts";
import type { ControllerSettings } from "../settings.ts";
import type { CullingFindings } from "./culling_findings.ts";
import { applyConfigs, executePlan, writeStatus } from "./execute.ts";
import { mirrorFrom, observeTool } from "./observe.ts";
import type { Observed } from "./observed.ts";
import { planTool } from "./plan.ts";
import { parseToolKey } from "./tool_key.ts";
import type { ToolKind } from "./tool_kind.ts";
import { createMemory, type ToolMemory } from "./tool_memory.ts";
import type { ToolStores } from "./tool_stores.ts";

/** A status is written at once, then at most once in this time. */
export const STATUS_EVERY_MS = 250;
/** A tool that is there answers its first question in less: its status is then written once, not twice. */
const FIRST_ANSWER_MS = 100;

/** What a reconciler works with. */
export interface ReconcilerParts {
  readonly client: KubeClient;
  /** By the plurals of their types. */
  readonly kinds: ReadonlyMap<string, ToolKind>;
  readonly stores: ToolStores;
  readonly settings: ControllerSettings;
  readonly probes: ToolProbes;
  readonly findings: CullingFindings;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: KubeMetrics;
  readonly notebookMetrics: NotebookMetrics;
  readonly teller: Pick<EventTeller, "tell">;
}

/** Brings one object in line, by its tool key: observe, plan, execute, and write the status where it differs. */
export function createReconciler(parts: ReconcilerParts): (key: string, signal: AbortSignal) => Promise<Next> {
  const { kinds, stores, settings, probes, findings, clock } = parts;
  const memories = new Map<string, ToolMemory>();
  const written = new WrittenObjects();
  const configs = new SharedConfigs();

  const observe = (kind: ToolKind, key: string, memory: ToolMemory): Observed | undefined => {
    const seen = observeTool(kind, parseToolKey(key).objectKey, {
      ...{ kinds, stores, written, memory },
      answerOf: (of, run) => probes.answerOf(of, run),
      cullingOf: (of, object) => findings.of(of, object),
    });
    return seen && { ...seen, history: memory.history };
  };

  /**
   * Plans and executes, and plans once more for the status where the apiserver refused something. Not where the wish has
   * changed, or the status would say of a newer one that it was acted on.
   */
  const settle = async (kind: ToolKind, key: string, first: Observed, memory: ToolMemory, signal: AbortSignal) => {
    const now = clock.now();
    const context = { ...parts, written, configs, memory, now, signal };
    const draft = planTool(kind, first, settings, now);
    // It knows of refusals by the memory: what mounts files is made as it can be without them.
    const isWithout = await applyConfigs(draft, first.object, context);
    const plan = isWithout ? planTool(kind, first, settings, now) : draft;
    const isNewlyAsked = probes.ask(key, plan.question);
    const isRefused = await executePlan(plan, first.object, context);
    const later = isRefused ? observe(kind, key, memory) : undefined;
    const isSameWish = later?.object.metadata.resourceVersion === first.object.metadata.resourceVersion;
    return { context, isNewlyAsked, plan: later && isSameWish ? planTool(kind, later, settings, now) : plan };
  };

  return async (key, signal) => {
    const kind = kinds.get(parseToolKey(key).plural)!;
    const memory = memories.get(key) ?? createMemory(mirrorFrom(kind, key, stores, clock.now()));
    const first = observe(kind, key, memory);
    if (!first) {
      memories.delete(key);
      probes.ask(key, undefined);
      findings.forget(key);
      return { kind: "done" };
    }
    memories.set(key, memory);
    const { context, plan, isNewlyAsked } = await settle(kind, key, first, memory, signal);
    if (!plan.status) return plan.next;
    const isAnswerNear = isNewlyAsked && probes.answerOf(key, plan.question?.run) === "unasked";
    const earliestMs = memory.statusWrittenAtMs + STATUS_EVERY_MS - context.now.getTime();
    const waitMs = Math.max(earliestMs, isAnswerNear ? FIRST_ANSWER_MS : 0);
    if (waitMs > 0) return sooner(plan.next, waitMs);
    await writeStatus(kind, first.object, plan, context);
    return plan.next;
  };
}

function sooner(next: Next, ms: number): Next {
  return next.kind === "after" && next.ms <= ms ? next : { kind: "after", ms };
}
