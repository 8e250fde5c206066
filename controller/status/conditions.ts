import type { StatusCondition } from "../../kube/mod.ts";

/** A condition of ours, without its time. */
export interface OwnCondition {
  type: string;
  status: "True" | "False";
  reason: string;
  message: string;
}

/** A condition of a workload or of a pod, as far as it is mirrored. */
export type MirroredCondition = Pick<StatusCondition, "type" | "status" | "reason" | "message" | "lastTransitionTime">;

/**
 * All conditions of an object: its workload's and its pod's, mirrored, but for the types that are ours, then ours; exactly one of a type.
 * The time of ours moves only when their status does.
 */
export function conditionsOf(
  seen: readonly MirroredCondition[],
  own: readonly OwnCondition[],
  previous: readonly StatusCondition[],
  now: string,
): StatusCondition[] {
  const mirrored = new Map<string, StatusCondition>();
  for (const each of seen) {
    if (!own.some(({ type }) => type === each.type)) mirrored.set(each.type, mirror(each));
  }
  return [...mirrored.values(), ...own.map((each) => withTime(each, previous, now))];
}

function mirror(condition: MirroredCondition): StatusCondition {
  const { type, status, reason, message, lastTransitionTime } = condition;
  return {
    type,
    status,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
    ...(lastTransitionTime ? { lastTransitionTime } : {}),
  };
}

function withTime(condition: OwnCondition, previous: readonly StatusCondition[], now: string): StatusCondition {
  const before = previous.find((each) => each.type === condition.type && each.status === condition.status);
  return { ...condition, lastTransitionTime: before?.lastTransitionTime ?? now };
}
