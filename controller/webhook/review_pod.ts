import { applyPodDefaults, matchingPodDefaults, type PodDefault, type PodShape } from "../../kube/mod.ts";
import { jsonDiff } from "../../kube/patch/mod.ts";
import type { AdmissionRequest, Verdict } from "./admission_review.ts";

/**
 * What PodDefaults do to a pod that is about to be created. They are read at each pod, since a watch may be behind, and
 * whoever applies a PodDefault and a pod in one go means them to meet.
 */
export async function reviewPod(
  request: AdmissionRequest,
  listPodDefaults: (namespace: string) => Promise<readonly PodDefault[]>,
): Promise<Verdict> {
  const { object, namespace, operation, resource, subresource } = request;
  if (!object || operation !== "CREATE" || resource !== "/v1/pods" || subresource !== "") return { kind: "allow" };
  return decidePod(object as PodShape, await listPodDefaults(namespace));
}

/** The same once the PodDefaults of the pod's namespace are known. */
export function decidePod(pod: PodShape, podDefaults: readonly PodDefault[]): Verdict {
  const matching = matchingPodDefaults(podDefaults, pod);
  const outcome = applyPodDefaults(pod, matching);
  if ("pod" in outcome) return { kind: "allow", patch: jsonDiff(pod, outcome.pod) };
  const names = matching.map(({ metadata }) => `"${metadata.name}"`).join(", ");
  const reasons = outcome.conflicts.map(({ message }) => message).join(" ");
  return { kind: "refuse", message: `Cannot apply the PodDefaults ${names} to this pod: ${reasons}` };
}
