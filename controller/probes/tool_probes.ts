/** Effect: asks tools over HTTP whether they answer. */
import { backoffMs, type BackoffPolicy } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Answering } from "../../kube/explain/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { isAnswer, type ToolQuestion } from "./tool_question.ts";

/** Asks tools, each until it answers, and once for each run of its container. */
export interface ToolProbes {
  /**
   * What is to be asked for a key; undefined: nothing any more. The same run is not asked again. Answers whether it is
   * asked now for the first time.
   */
  ask(key: string, question: ToolQuestion | undefined): boolean;
  /** What is known of this run of a key's container. */
  answerOf(key: string, run: string | undefined): Answering;
}

/** How tools are asked. */
export interface ToolProbesOptions {
  /** Asks once and gives the HTTP status; throws where nothing answers. Undefined: there is no way to ask. */
  request: ((question: ToolQuestion, signal: AbortSignal) => Promise<number>) | undefined;
  /** Called when what is known of a key has changed. */
  onChange: (key: string) => void;
  clock: Clock;
  random?: () => number;
  /** How many are asked at once. */
  concurrency?: number;
}

/** A start takes seconds, and somebody watches it: short at first, growing with the time that it takes. */
const BACKOFF: BackoffPolicy = { baseMs: 100, maxMs: 10_000, factor: 1.3 };
/** One failure may be the network's; so many in a row are the tool's. */
const FAILURES_MEAN_NO = 3;
const REQUEST_TIMEOUT_MS = 5_000;

interface Probe {
  readonly run: string;
  readonly over: AbortController;
  answer: Answering;
}

/** Makes the probes of one controller; all end with the signal. */
export function createToolProbes(options: ToolProbesOptions, signal: AbortSignal): ToolProbes {
  const { request, onChange, clock, random = Math.random, concurrency = 20 } = options;
  const probes = new Map<string, Probe>();
  const slots = createSlots(concurrency);

  const learn = (key: string, probe: Probe, answer: Answering) => {
    if (probe.answer === answer || probes.get(key) !== probe) return;
    probe.answer = answer;
    onChange(key);
  };

  const askUntilAnswered = async (key: string, question: ToolQuestion, probe: Probe) => {
    const over = probe.over.signal;
    for (let failures = 0; !over.aborted;) {
      const answer = await slots.use(() => askOnce(question, over));
      if (answer === "yes") return learn(key, probe, "yes");
      failures++;
      if (failures >= FAILURES_MEAN_NO) learn(key, probe, answer);
      await clock.sleep(backoffMs(failures, BACKOFF, random), over).catch(() => {});
    }
  };

  const askOnce = async (question: ToolQuestion, over: AbortSignal): Promise<"yes" | "no" | "notFound"> => {
    if (over.aborted) return "no";
    try {
      const status = await request!(question, AbortSignal.any([over, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]));
      if (isAnswer(status, question.accepts)) return "yes";
      return status === 404 ? "notFound" : "no";
    } catch {
      return "no";
    }
  };

  return {
    ask(key, question) {
      const known = probes.get(key);
      if (known && known.run === question?.run) return false;
      known?.over.abort();
      probes.delete(key);
      if (!question || !request) return false;
      const { controller: over, unlink } = linkAbort(signal);
      const probe: Probe = { run: question.run, over, answer: "unasked" };
      probes.set(key, probe);
      void askUntilAnswered(key, question, probe).finally(unlink);
      return true;
    },
    answerOf(key, run) {
      if (!request) return "unknowable";
      const known = probes.get(key);
      return known && known.run === run ? known.answer : "unasked";
    },
  };
}

/** At most `size` at once; the others wait in line. */
function createSlots(size: number) {
  let used = 0;
  const waiting: (() => void)[] = [];
  return {
    async use<T>(work: () => Promise<T>): Promise<T> {
      if (used >= size) await new Promise<void>((resolve) => waiting.push(resolve));
      else used++;
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else used--;
      }
    },
  };
}
