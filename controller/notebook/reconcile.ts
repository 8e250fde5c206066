import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import type { KubeClient, KubeMetrics, Next } from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import { executePlan, writeStatus } from "./execute.ts";
import { createMemory, type NotebookMemory } from "./notebook_memory.ts";
import { mirrorFrom, type NotebookStores, observeNotebook } from "./observe.ts";
import type { Observed } from "./observed.ts";
import { planNotebook } from "./plan.ts";
import type { ToolProbes } from "./tool_probes.ts";
import { WrittenObjects } from "./written_objects.ts";

/** A status is written at once, then at most once in this time. */
export const STATUS_EVERY_MS = 250;

/** What a reconciler works with. */
export interface ReconcilerParts {
  readonly client: KubeClient;
  readonly stores: NotebookStores;
  readonly settings: ControllerSettings;
  readonly probes: ToolProbes;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: KubeMetrics;
}

/** Brings one notebook in line: observe, plan, execute, and write the status where it differs. */
export function createNotebookReconciler(parts: ReconcilerParts): (key: string, signal: AbortSignal) => Promise<Next> {
  const { stores, settings, probes, clock } = parts;
  const memories = new Map<string, NotebookMemory>();
  const written = new WrittenObjects();

  const observe = (key: string, memory: NotebookMemory) =>
    observeNotebook(key, stores, written, { memory, answerOf: (of, run) => probes.answerOf(of, run) });

  /** Plans, executes, and plans once more where the apiserver refused something, so that the status says so. */
  const settle = async (key: string, first: Observed, memory: NotebookMemory, signal: AbortSignal) => {
    const now = clock.now();
    const plan = planNotebook(first, settings, now);
    const context = { ...parts, written, memory, now, signal };
    const isRefused = await executePlan(plan, first.notebook, context);
    const observed = isRefused ? observe(key, memory) : first;
    return { context, observed, plan: isRefused && observed ? planNotebook(observed, settings, now) : plan };
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
    const { context, observed, plan } = await settle(key, first, memory, signal);
    probes.ask(key, plan.question);
    const waitMs = plan.status ? memory.statusWrittenAtMs + STATUS_EVERY_MS - context.now.getTime() : 0;
    if (plan.status && observed && waitMs <= 0) await writeStatus(observed.notebook, plan.status, context);
    return waitMs > 0 ? sooner(plan.next, waitMs) : plan.next;
  };
}

function sooner(next: Next, ms: number): Next {
  return next.kind === "after" && next.ms <= ms ? next : { kind: "after", ms };
}
