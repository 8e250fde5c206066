import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";

/**
 * The machine does not report any more: Kubernetes takes the pod's readiness away and leaves the machine's last words of
 * its containers as they were, so that they prove nothing.
 */
export function checkMachine({ pod }: ObservedTool): Verdict | undefined {
  if (!pod || !isMachineLost(pod)) return undefined;
  const machine = pod.spec?.nodeName ?? "";
  return { reason: "MachineLost", parameters: { machine }, technical: `The node ${machine} does not report any more.` };
}

function isMachineLost({ status }: NonNullable<ObservedTool["pod"]>): boolean {
  const conditionOf = (type: string) => status?.conditions?.find((each) => each.type === type);
  const ready = conditionOf("Ready");
  if (conditionOf("ContainersReady")?.status !== "True" || ready?.status !== "False") return false;
  // The one cause for which a machine itself says this.
  return ready.reason !== "ReadinessGatesNotReady";
}
