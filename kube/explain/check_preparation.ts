import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import { type ObservedTool, toolContainerStatus } from "./observed_tool.ts";
import { asDetail } from "./wording.ts";

const FAILED = "FailedCreatePodSandBox";
/** By these a machine says that it has come further. */
const FURTHER = ["Pulling", "Pulled", "Created", "Started"];

/** The pod has a node, which cannot make what its containers would run in: no network for it, or no runtime. */
export function checkPreparation(observed: ObservedTool): Verdict | undefined {
  const { pod, events } = observed;
  const state = toolContainerStatus(observed)?.state;
  if (!pod?.spec?.nodeName || state?.running || state?.terminated) return undefined;
  const newest = newestEvent(
    events,
    ({ involvedObject, reason = "" }) => involvedObject.kind === "Pod" && [FAILED, ...FURTHER].includes(reason),
  );
  if (newest?.reason !== FAILED) return undefined;
  const technical = newest.message ?? "";
  return {
    reason: "MachineNotPreparing",
    parameters: { machine: pod.spec.nodeName, detail: detailOf(technical) || "it does not say why" },
    technical,
  };
}

/** A kubelet repeats what its runtime was doing, and for which sandbox; the cause comes last. */
function detailOf(words: string): string {
  if (/no IP addresses available|no available IP/i.test(words)) return "it has no network address free";
  if (/cni plugin not initialized|network plugin is not ready|network is not ready/i.test(words)) {
    return "its network is not ready";
  }
  const cause = words
    .replace(/^.*rpc error: code = \w+ desc = /s, "")
    .replace(/^Failed to create pod sandbox: /, "")
    .replace(/^failed to (?:create|start|setup|set up)[^:]*sandbox(?: container)?(?: "[^"]*")?[^:]*: /, "");
  return asDetail(cause);
}
