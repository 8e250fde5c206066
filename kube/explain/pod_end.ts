import type { Pod } from "../builtins.ts";
import type { Verdict } from "./explanation.ts";
import { asDetail, resourceWord } from "./wording.ts";

/** Why Kubernetes took a whole pod away, or is about to; undefined where it was nobody's doing but its owner's. */
export function explainPodEnd(pod: Pod): Verdict | undefined {
  const { phase, reason, message = "", conditions = [] } = pod.status ?? {};
  if (phase === "Failed" && reason === "Evicted") return evicted(message);
  if (phase === "Failed" && reason === "DeadlineExceeded") return { reason: "DeadlineReached", technical: message };
  const disrupted = conditions.find((each) => each.type === "DisruptionTarget" && each.status === "True");
  const cause = disrupted?.reason ?? "";
  // Any text may stand there, also the name of something that every object has.
  return Object.hasOwn(DISRUPTIONS, cause) ? DISRUPTIONS[cause](disrupted?.message ?? "") : undefined;
}

/** By the reason of the condition DisruptionTarget, which is set before the pod is deleted. */
const DISRUPTIONS: Readonly<Record<string, (technical: string) => Verdict>> = {
  PreemptionByScheduler: (technical) => ({ reason: "Preempted", technical }),
  DeletionByTaintManager: (technical) => leaving("the machine is not for it any more", technical),
  EvictionByEvictionAPI: (technical) => leaving("the machine is being emptied", technical),
  DeletionByPodGC: (technical) => leaving("the machine is gone", technical),
};

/** The kubelet's words in `pkg/kubelet/eviction/helpers.go`. */
function evicted(words: string): Verdict {
  const low = /node was low on resource: ([\w./-]+\w)/.exec(words)?.[1];
  if (low) return leaving(`the machine ran short of ${resourceWord(low)}`, words);
  const condition = /node had condition: \[(\w+)\]/.exec(words)?.[1];
  if (condition) return leaving(`the machine was under ${condition.replace(/Pressure$/, " pressure")}`, words);
  const limit = /ephemeral local storage usage exceeds .*?limit(?: of containers)? (\S+?)\.?\s*$/.exec(words)?.[1];
  if (limit) return leaving(`it wrote more than its ${limit} of scratch space`, words);
  return leaving(asDetail(words) || "the machine said no more", words);
}

function leaving(detail: string, technical: string): Verdict {
  return { reason: "Evicted", parameters: { detail }, technical };
}
