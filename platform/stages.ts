import type { Running } from "./running.ts";

/** Starts one part; it must end when its signal aborts. */
export type StartPart = (signal: AbortSignal) => Promise<Running>;

interface Stage {
  stop: AbortController;
  finished: Promise<unknown>;
}

/**
 * Runs parts in stages, each stage started when the one before is ready, and calls `onReady` after the last. When
 * `signal` aborts, or a part ends or breaks, all are stopped in reverse order, each stage only after the later ones have
 * ended: nobody loses what it stands on. Resolves when everything has ended; rejects with what broke or could not start.
 */
export async function runInStages(
  stages: readonly (readonly StartPart[])[],
  signal: AbortSignal,
  onReady: (running: Running[]) => void = () => {},
): Promise<void> {
  const started: Stage[] = [];
  const all: Running[] = [];
  try {
    for (const parts of stages) {
      if (signal.aborted) return;
      all.push(...await startStage(parts, signal, started));
    }
    onReady(all);
    await Promise.race([whenAborted(signal), ...all.map((each) => each.finished)]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    for (const { stop, finished } of started.reverse()) {
      stop.abort(new Error("stopped"));
      await finished;
    }
  }
}

async function startStage(parts: readonly StartPart[], signal: AbortSignal, started: Stage[]): Promise<Running[]> {
  const stop = new AbortController();
  const giveUp = () => stop.abort(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  const results = await Promise.allSettled(parts.map((start) => start(stop.signal)));
  signal.removeEventListener("abort", giveUp);
  const running = results.filter((each) => each.status === "fulfilled").map((each) => each.value);
  started.push({ stop, finished: Promise.allSettled(running.map((each) => each.finished)) });
  const failed = results.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
  return running;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal.aborted) resolve();
  else signal.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
