import { fillPattern } from "../../kube/explain/mod.ts";
import { CULLING_REASONS, type VerdictKind } from "./culling_reasons.ts";
import type { Evidence } from "./evidence.ts";
import { instantOf } from "./instant.ts";
import type { CullingNote } from "./policy/culling_note.ts";
import type { CullingVerdict } from "./policy/decide.ts";

/** What one source said, for people. */
export interface ShownEvidence {
  readonly source: string;
  readonly says: Evidence["kind"];
  /** RFC 3339: the last activity that it saw; absent while it is in use. */
  readonly at?: string;
  readonly message: string;
}

/** What the status of an object carries about its idleness. Instants, not ages: it changes only when something does. */
export interface CullingStatus {
  readonly verdict: VerdictKind;
  readonly reason: string;
  readonly message: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly lastActivity?: string;
  readonly stopsAt?: string;
  readonly warnsAt?: string;
  /** When the warning that stands was given, and of what; a controller that is new goes by it. */
  readonly warned?: { readonly at: string; readonly of: string };
  readonly notes?: readonly CullingNote[];
  readonly evidence?: readonly ShownEvidence[];
}

/** A verdict and its evidence as the status carries them. */
export function toCullingStatus(verdict: CullingVerdict, evidence: readonly Evidence[]): CullingStatus {
  const { parameters, notes, warned, ...rest } = verdict;
  const shown = verdict.verdict === "off" ? [] : evidence.map(toShown);
  return {
    ...rest,
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(warned ? { warned: { at: instantOf(warned.at), of: warned.of } } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    ...(shown.length > 0 ? { evidence: shown } : {}),
  };
}

function toShown(evidence: Evidence): ShownEvidence {
  const { source, kind: says } = evidence;
  const at = "at" in evidence && evidence.at !== undefined ? instantOf(evidence.at) : undefined;
  return { source, says, ...(at ? { at } : {}), message: sentenceOf(evidence) };
}

function sentenceOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case "active":
      return fillPattern(CULLING_REASONS[evidence.reason].pattern, evidence.parameters ?? {});
    case "unknown":
      return fillPattern(CULLING_REASONS[evidence.cause].pattern, evidence.parameters ?? {});
    case "idle-since":
      return `Last used at ${instantOf(evidence.at)}.`;
    case "none":
      return "Nothing is open.";
  }
}
