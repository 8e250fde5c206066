import type { CullingStatus } from "../../kube/mod.ts";
import { CULLING_REASONS, fillPattern } from "../../kube/explain/mod.ts";
import { type Evidence, isBound } from "./evidence.ts";
import { instantOf } from "./instant.ts";
import type { CullingVerdict } from "./policy/decide.ts";

/**
 * A verdict and its evidence as the status carries them. Instants, not ages: it changes only when something does. While it is
 * in use its last activity is always now, which is not said.
 */
export function toCullingStatus(verdict: CullingVerdict, evidence: readonly Evidence[]): CullingStatus {
  const { parameters, notes, warned, lastActivity, ...rest } = verdict;
  const isInUse = verdict.verdict === "keep" && evidence.some((each) => each.kind === "active");
  const shown = verdict.verdict === "off" ? [] : evidence.map(toShown);
  return {
    ...rest,
    ...(lastActivity && !isInUse ? { lastActivity } : {}),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(warned ? { warned: { ...warned, at: instantOf(warned.at) } } : {}),
    ...(notes.length > 0 ? { notes: notes.map((each) => ({ ...each })) } : {}),
    ...(shown.length > 0 ? { evidence: shown } : {}),
  };
}

type Shown = NonNullable<CullingStatus["evidence"]>[number];

function toShown(evidence: Evidence): Shown {
  const { source, kind: says } = evidence;
  const isNews = "at" in evidence && evidence.at !== undefined && !isBound(evidence);
  const at = isNews ? instantOf(evidence.at!) : undefined;
  return { source, says, ...(at ? { at } : {}), message: sentenceOf(evidence) };
}

function sentenceOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case "active":
      return fillPattern(CULLING_REASONS[evidence.reason].pattern, evidence.parameters ?? {});
    case "unknown":
      return fillPattern(CULLING_REASONS[evidence.cause].pattern, evidence.parameters ?? {});
    case "idle-since":
      if (isBound(evidence)) return "Not used for as long as it was asked about.";
      return `Last used at ${instantOf(evidence.at)}.`;
    case "none":
      return "Nothing is open.";
  }
}
