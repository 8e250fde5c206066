import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { containersOf } from "./pod_containers.ts";
import { asDetail } from "./wording.ts";

type ContainerNow = ReturnType<typeof containersOf>[number];

const CANNOT_START = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "PreStartHookError"];

/** A container that cannot start, or that starts and ends again. */
export function checkCrash({ pod }: ObservedTool): Verdict | undefined {
  if (!pod) return undefined;
  for (const each of containersOf(pod)) {
    const found = explainContainer(each);
    if (found) return found;
  }
  return undefined;
}

function explainContainer(each: ContainerNow): Verdict | undefined {
  const { container, status } = each;
  const waiting = status?.state?.waiting;
  if (CANNOT_START.includes(waiting?.reason ?? "")) {
    const words = waiting?.message ?? waiting?.reason ?? "";
    return {
      reason: "InvalidSpec",
      parameters: { detail: asDetail(words) },
      technical: `${waiting?.reason}: ${words}`,
    };
  }
  const ended = endOf(each);
  if (!ended) return undefined;
  const technical = [ended.reason, ended.message].filter(Boolean).join(": ") || undefined;
  if (ended.reason === "ListensBeyondLoopback") return { reason: "ListensBeyondLoopback", technical };
  if (ended.reason === "OOMKilled") {
    const limit = container.resources?.limits?.memory;
    return { reason: "OutOfMemory", parameters: limit ? { limit } : {}, technical };
  }
  const parameters = { count: String((status?.restartCount ?? 0) + 1), exitCode: String(ended.exitCode) };
  return { reason: "CrashLoop", parameters, technical };
}

/** How a container that does not run now ended last; undefined for one that runs, or an init container that is done. */
function endOf({ status, isInit }: ContainerNow) {
  const { terminated, waiting } = status?.state ?? {};
  if (isInit && terminated?.exitCode === 0) return undefined;
  const last = status?.lastState?.terminated;
  // A node that will not start it again names as the reason to wait why it ended.
  const isOver = waiting && ["CrashLoopBackOff", last?.reason].includes(waiting.reason);
  return terminated ?? (isOver ? last : undefined);
}
