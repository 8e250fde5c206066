import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";

/**
 * The machine does not report any more: Kubernetes takes the pod's readiness away and leaves the machine's last words of
 * its containers as they were, so that they prove nothing.
 */
export function checkMachine({ pod }: ObservedTool): Verdict | undefined {
  const conditionOf = (type: string) => pod?.status?.conditions?.find((each) => each.type === type);
  const ready = conditionOf("Ready");
  if (conditionOf("ContainersReady")?.status !== "True" || ready?.status !== "False") return undefined;
  // The one cause for which a machine itself says this.
  if (ready.reason === "ReadinessGatesNotReady") return undefined;
  return { reason: "NothingHeard", technical: `The node ${pod?.spec?.nodeName} does not report any more.` };
}
