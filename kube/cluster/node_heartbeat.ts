import type { Node } from "../builtins.ts";

/** What a node says of itself. */
export type NodeStatus = NonNullable<Node["status"]>;
type Condition = NonNullable<NodeStatus["conditions"]>[number];

/** The status with the times that its conditions have after `live`: of the last change, and of this heartbeat. */
export function withTimes(status: NodeStatus, live: NodeStatus | undefined, beatAt: string, now: string): NodeStatus {
  const before = live?.conditions ?? [];
  const conditions = status.conditions!.map((each): Condition => {
    const same = before.find(({ type, status }) => type === each.type && status === each.status);
    return { ...each, lastHeartbeatTime: beatAt, lastTransitionTime: same?.lastTransitionTime ?? now };
  });
  const foreign = before.filter((each) => !conditions.some(({ type }) => type === each.type));
  return { ...status, conditions: [...conditions, ...foreign] };
}
