import type { Reason } from "../kube/explain/mod.ts";
import { VOLUME_REASONS } from "./volumes/volume_reasons.ts";

/** Why a stream of a log is over. */
const LOG_REASONS = {
  LogEnded: reason("INFO", "The log ends here."),
  NoLogYet: reason("INFO", "There is no log yet.", "Start it, or wait until it has started."),
  NoPreviousLog: reason("INFO", "There is no previous run."),
  NotebookGone: reason("INFO", "It is gone, and its log with it."),
  TensorboardGone: reason("INFO", "It is gone, and its log with it."),
  LogUnreadable: reason("WARNING", "The log cannot be read now.", "Try again later, or show this to your admin."),
} as const satisfies Readonly<Record<string, Reason>>;

/** Reasons that only the api gives. */
export const API_REASONS = { ...LOG_REASONS, ...VOLUME_REASONS };

/** A code of a reason that has no parameters and is said of logs. */
export type LogReason = keyof typeof LOG_REASONS;

function reason(severity: Reason["severity"], pattern: string, nextStepPattern?: string): Reason {
  const nextStep = nextStepPattern ? { nextStepPattern } : {};
  return { states: [], severity, pattern, ...nextStep, parameters: [], suggestions: [] };
}
