import { KEEP_UNTIL_ANNOTATION, LAST_ACTIVITY_ANNOTATION } from "../annotations.ts";
import { parseInstant } from "../instant.ts";
import type { CullingStatus } from "../resources/culling_status.ts";
import { CULLING_REASONS } from "./culling_reasons.ts";
import { toInstant } from "./explanation.ts";
import { fillPattern } from "./fill_pattern.ts";
import type { ToolObject } from "./observed_tool.ts";
import { isAskedToStop } from "./requests.ts";

/** What the culler found, with how far and how long it may be, or is, held off; all instants are RFC 3339. */
export interface CullingNow extends CullingStatus {
  /** Until when it is held off, within the admin's cap. */
  keptUntil?: string;
  /** How far it may be held off; absent while that counts from now, since it is in use. */
  keepUntilMax?: string;
}

/**
 * What the status says of whether a tool is idle, overlaid by a hold that its annotation asks for and the culler has not
 * looked at yet. Undefined where nobody looks: culling is off, or it is stopped or on its way out. A function of the object
 * alone, so that the same object always reads the same.
 */
export function overlayCulling(object: ToolObject): CullingNow | undefined {
  const culling = object.status?.culling;
  if (!culling || culling.verdict === "off") return undefined;
  if (object.metadata.deletionTimestamp || isAskedToStop(object)) return undefined;
  const max = latestKeep(culling);
  const until = heldUntil(object, culling);
  return {
    ...heldOff(culling, until),
    ...(until === undefined ? {} : { keptUntil: toInstant(new Date(until)) }),
    ...(max === undefined ? {} : { keepUntilMax: toInstant(new Date(max)) }),
  };
}

/**
 * Until when a hold may last, in ms since 1970: counted from the last activity, which is now while it is in use, and never
 * beyond the longest run.
 */
export function latestKeep(
  { lastActivity, keepAtMostSeconds, runEndsAt }: CullingStatus,
  now?: Date,
): number | undefined {
  const from = lastActivity === undefined ? now?.getTime() : parseInstant(lastActivity);
  const cap = new Date((from ?? NaN) + (keepAtMostSeconds ?? NaN) * 1_000).getTime();
  return Number.isNaN(cap) ? undefined : Math.min(cap, parseInstant(runEndsAt) ?? Infinity);
}

/** While it is in use its cap counts from the use that was recorded, which is at most a little earlier than now. */
function heldUntil({ metadata: { annotations } }: ToolObject, culling: CullingStatus): number | undefined {
  const asked = parseInstant(annotations?.[KEEP_UNTIL_ANNOTATION]);
  if (asked === undefined) return undefined;
  const recorded = parseInstant(annotations?.[LAST_ACTIVITY_ANNOTATION]);
  const isInUse = culling.verdict === "keep" && culling.evidence?.some(({ says }) => says === "active");
  const used = isInUse && recorded !== undefined ? new Date(recorded) : undefined;
  return Math.min(asked, latestKeep(culling, used) ?? Infinity, parseInstant(culling.runEndsAt) ?? Infinity);
}

/** The same finding as the next look will make it; a hold that ends before the idle time changes nothing. */
function heldOff(culling: CullingStatus, until = -Infinity): CullingStatus {
  const { lastActivity, stopsAt, warnsAt, runEndsAt } = culling;
  const idleEnd = parseInstant(idleEndOf(culling));
  if (idleEnd === undefined || !lastActivity || !stopsAt) return culling;
  const stop = Math.min(Math.max(idleEnd, until), parseInstant(runEndsAt) ?? Infinity);
  if (stop === parseInstant(stopsAt)) return culling;
  const reason = until > idleEnd ? "KeptUntil" : "Idle";
  const { pattern, verdict } = CULLING_REASONS[reason];
  const at = toInstant(new Date(stop));
  const { until: _until, ...values } = culling.parameters ?? {};
  const parameters = { ...values, stopsAt: at, ...(until > idleEnd ? { until: at } : {}) };
  const { warned: _warned, idleEndsAt: _idleEndsAt, ...rest } = culling;
  const noticeMs = warnsAt === undefined ? 0 : Date.parse(stopsAt) - Date.parse(warnsAt);
  const instants = { stopsAt: at, warnsAt: toInstant(new Date(stop - noticeMs)) };
  return { ...rest, verdict, reason, message: fillPattern(pattern, parameters), parameters, ...instants };
}

/** When its idle time is over, as far as that can be told: held off or not. */
function idleEndOf({ reason, stopsAt, idleEndsAt }: CullingStatus): string | undefined {
  if (reason === "KeptUntil") return idleEndsAt;
  return reason === "Idle" || reason === "IdleSoonOver" ? stopsAt : undefined;
}
