import { STOPPED_BY_ANNOTATION, STOPPED_REASON_ANNOTATION } from "../../kube/mod.ts";
import type { CullingSubject } from "./subject.ts";

/**
 * What a start leaves behind that takes away `kubeflow-resource-stopped` alone, as Kubeflow's page and kubectl do, each to be
 * removed: it would say of the next stop that it is the former one's. The status keeps why it stopped the last time.
 */
export function staleStop({ annotations, isStopped, run }: CullingSubject): Record<string, null> {
  if (isStopped || run.state !== "ready") return {};
  const stale = [STOPPED_BY_ANNOTATION, STOPPED_REASON_ANNOTATION].filter((each) => annotations[each] !== undefined);
  return Object.fromEntries(stale.map((each) => [each, null]));
}
