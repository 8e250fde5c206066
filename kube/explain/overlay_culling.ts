import { KEEP_UNTIL_ANNOTATION } from "../annotations.ts";
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
  const until = heldUntil(object, max);
  return {
    ...(until === undefined ? culling : heldOff(culling, until)),
    ...(until === undefined ? {} : { keptUntil: toInstant(new Date(until)) }),
    ...(max === undefined ? {} : { keepUntilMax: toInstant(new Date(max)) }),
  };
}

/** Until when a hold may last, in ms since 1970: counted from the last activity, which is now while it is in use. */
export function latestKeep({ lastActivity, keepAtMostSeconds }: CullingStatus, now?: Date): number | undefined {
  const from = lastActivity === undefined ? now?.getTime() : parseInstant(lastActivity);
  const latest = new Date((from ?? NaN) + (keepAtMostSeconds ?? NaN) * 1_000).getTime();
  return Number.isNaN(latest) ? undefined : latest;
}

function heldUntil({ metadata }: ToolObject, max: number | undefined): number | undefined {
  const asked = parseInstant(metadata.annotations?.[KEEP_UNTIL_ANNOTATION]);
  return asked === undefined ? undefined : Math.min(asked, max ?? Infinity);
}

/** The same finding as the next look will make it; a hold that ends before the idle time changes nothing. */
function heldOff(culling: CullingStatus, until: number): CullingStatus {
  const { lastActivity, stopsAt, warnsAt } = culling;
  const isRunningOut = culling.reason === "Idle" || culling.reason === "IdleSoonOver";
  if (!isRunningOut || !lastActivity || !stopsAt || until <= Date.parse(stopsAt)) return culling;
  const at = toInstant(new Date(until));
  const parameters = { ...culling.parameters, until: at, stopsAt: at };
  const { warned: _warned, ...rest } = culling;
  const noticeMs = warnsAt === undefined ? 0 : Date.parse(stopsAt) - Date.parse(warnsAt);
  return {
    ...rest,
    verdict: "keep",
    reason: "KeptUntil",
    message: fillPattern(CULLING_REASONS.KeptUntil.pattern, parameters),
    parameters,
    stopsAt: at,
    warnsAt: toInstant(new Date(until - noticeMs)),
  };
}
