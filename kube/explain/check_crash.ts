import type { Verdict } from "./explanation.ts";
import { readUnfitImage } from "./image_words.ts";
import { readMissingSettings } from "./missing_settings.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { containersOf } from "./pod_containers.ts";
import { asDetail } from "./wording.ts";

type ContainerNow = ReturnType<typeof containersOf>[number];
type Container = ContainerNow["container"];
type ContainerEnd = NonNullable<NonNullable<NonNullable<ContainerNow["status"]>["state"]>["terminated"]>;

const CANNOT_START = ["CreateContainerConfigError", "CreateContainerError", "RunContainerError", "PreStartHookError"];
/** Of a container whose process could not be started at all. */
const NEVER_RAN = ["StartError", "ContainerCannotRun"];

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
    return cannotStart(words, `${waiting?.reason}: ${words}`);
  }
  const ended = endOf(each);
  return ended && explainEnd(container, ended, status?.restartCount ?? 0);
}

/** Why a container ended, as its kubelet reports it, after so many starts before. */
export function explainEnd(container: Container, ended: ContainerEnd, restarts: number): Verdict {
  const technical = [ended.reason, ended.message].filter(Boolean).join(": ") || undefined;
  const at: Record<string, string> = ended.finishedAt ? { at: ended.finishedAt } : {};
  if (ended.reason === "ListensBeyondLoopback") return { reason: "ListensBeyondLoopback", technical };
  if (ended.reason === "OOMKilled") {
    const limit = container.resources?.limits?.memory;
    return { reason: "OutOfMemory", parameters: { ...(limit ? { limit } : {}), ...at }, technical };
  }
  if (NEVER_RAN.includes(ended.reason ?? "")) return cannotStart(ended.message ?? "", technical);
  const count: Record<string, string> = restarts > 0 ? { count: String(restarts + 1) } : {};
  const parameters = { ...count, exitCode: String(ended.exitCode), part: container.name, ...at };
  return { reason: "CrashLoop", parameters, technical };
}

function cannotStart(words: string, technical: string | undefined): Verdict {
  return { ...(readMissingSettings(words) ?? readUnfitImage(words) ?? invalid(words)), technical };
}

function invalid(words: string): Verdict {
  // A runtime wraps what it says in what it was doing; the cause comes last.
  const cause = /(exec: .*)$/s.exec(words)?.[1] ?? words;
  const detail = asDetail(cause.replace(/ \(pod: .*\)$/s, "").replace(/: unknown$/, ""));
  return { reason: "InvalidSpec", parameters: { detail } };
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
