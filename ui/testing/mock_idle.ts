/** Reports of use and records of stops, as the server would send them. */
import { before, mockExplanation } from "./mock_notebooks.ts";

const HOUR = 60;

/** Idle since some minutes, of `limit` that may be: it stops then, unless a hold says later. */
export function mockIdle(minutes: number, { limit = 24 * HOUR, keptFor = 0 } = {}) {
  const since = before(minutes);
  const stopsAt = before(Math.min(minutes - limit, keptFor ? -keptFor : Infinity));
  const isSoon = !keptFor && limit - minutes <= 10;
  const parameters = [{ name: "since", value: since }, { name: "idleTime", value: `${limit / HOUR}h` }];
  const reason = keptFor ? "KeptUntil" : isSoon ? "IdleSoonOver" : "Idle";
  return {
    verdict: keptFor ? "KEEP" : isSoon ? "WARN" : "IDLE",
    finding: { reason, message: `Idle since ${since}; stops at ${stopsAt} unless it is used.`, parameters },
    lastActivityAt: since,
    stopsAt,
    warnsAt: null,
    keepUntil: keptFor ? stopsAt : null,
    keepUntilMax: before(minutes - 3 * 24 * HOUR),
    keepAtMost: "P3D",
    notes: [],
    evidence: [
      { source: "jupyter/kernels", says: "IDLE_SINCE", lastActivityAt: since, message: `Last used at ${since}.` },
      { source: "jupyter/terminals", says: "NONE", lastActivityAt: null, message: "Nothing is open." },
      { source: "jupyter/status", says: "IDLE_SINCE", lastActivityAt: since, message: `Last used at ${since}.` },
    ],
  };
}

/** In use: nothing will stop it. */
export function mockInUse() {
  const message = "A kernel is computing.";
  return {
    verdict: "KEEP",
    finding: { reason: "KernelBusy", message, parameters: [] },
    lastActivityAt: null,
    stopsAt: null,
    warnsAt: null,
    keepUntil: null,
    keepUntilMax: null,
    keepAtMost: "P3D",
    notes: [],
    evidence: [{ source: "jupyter/kernels", says: "ACTIVE", lastActivityAt: null, message }],
  };
}

/** The record of a stop by the culler, some minutes ago. */
export function mockLastStop(minutes: number) {
  const at = before(minutes);
  const evidence = `Idle since ${before(minutes + 24 * HOUR)}, for 1d or more`;
  return { at, explanation: { ...mockExplanation("StoppedAutomatically", { at, evidence }, minutes) } };
}

/** The record of a server that ran out of memory, some minutes ago. */
export function mockCrash(minutes: number) {
  const at = before(minutes);
  return { at, explanation: mockExplanation("OutOfMemory", { at, limit: "128Mi" }, minutes) };
}
