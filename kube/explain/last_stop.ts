import type { StopRecord } from "../resources/stop_record.ts";
import { explainEnd } from "./check_crash.ts";
import { checkMachine } from "./check_machine.ts";
import { toExplanation, type Verdict } from "./explanation.ts";
import { type ObservedTool, toolContainerStatus } from "./observed_tool.ts";
import { containersOf } from "./pod_containers.ts";
import { explainPodEnd } from "./pod_end.ts";
import { isAskedToStop, stoppedVerdict } from "./requests.ts";

type Stop = { readonly at: string | undefined; readonly verdict: Verdict };

/**
 * Why the server stopped the last time: what is seen of it now, or what its status kept of a pod that is gone;
 * undefined where it never did.
 */
export function lastStopOf(observed: ObservedTool): StopRecord | undefined {
  const previous = observed.object.status?.lastStop;
  return [ofContainer(observed), ofPod(observed), ofRequest(observed)].reduce<StopRecord | undefined>(
    (last, stop) => stop?.at !== undefined && isAfter(stop.at, last?.at) ? recordOf(stop.at, stop.verdict) : last,
    previous,
  );
}

/** Of a pod that is taken away only what its container did before: it ends since the pod does, and has not crashed. */
function ofContainer(observed: ObservedTool): Stop | undefined {
  const { pod, container } = observed;
  const status = toolContainerStatus(observed);
  const isTakenAway = pod && (pod.metadata.deletionTimestamp || explainPodEnd(pod));
  const ended = (isTakenAway ? undefined : status?.state?.terminated) ?? status?.lastState?.terminated;
  const own = pod && containersOf(pod).find((each) => each.container.name === (status?.name ?? container));
  if (!ended || !own) return undefined;
  return { at: ended.finishedAt ?? undefined, verdict: explainEnd(own.container, ended, 0) };
}

function ofPod(observed: ObservedTool): Stop | undefined {
  const { pod } = observed;
  const verdict = pod && (explainPodEnd(pod) ?? checkMachine(observed));
  if (!verdict) return undefined;
  const conditions = pod.status?.conditions ?? [];
  const told = conditions.find((each) => each.type === "DisruptionTarget") ??
    conditions.find((each) => each.type === "Ready");
  return { at: told?.lastTransitionTime ?? pod.metadata.deletionTimestamp, verdict };
}

/** That somebody, or the culler, stopped it; without a time it cannot be ordered among the others. */
function ofRequest({ object }: ObservedTool): Stop | undefined {
  if (!isAskedToStop(object)) return undefined;
  const verdict = stoppedVerdict(object);
  return { at: verdict.parameters?.at, verdict };
}

function isAfter(at: string, last: string | undefined): boolean {
  return !Number.isNaN(Date.parse(at)) && (last === undefined || Date.parse(at) > Date.parse(last));
}

function recordOf(at: string, verdict: Verdict): StopRecord {
  const { reason, message, parameters, technical } = toExplanation(verdict, at);
  return { at, reason, message, ...(parameters ? { parameters } : {}), ...(technical ? { technical } : {}) };
}
