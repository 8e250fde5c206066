import { isAskedToStop, toolContainerStatus, type ToolObject } from "../../kube/explain/mod.ts";
import type { Pod, ReachableService } from "../../kube/mod.ts";
import { childName } from "../children/child_names.ts";
import { SERVICE_PORT } from "../children/service_body.ts";
import type { QuestionWish, ToolKind } from "../tool/tool_kind.ts";

/** What to ask a tool, to know whether it answers. */
export interface ToolQuestion extends QuestionWish {
  /** Names one run of the tool's container: an answer counts for this run alone. */
  readonly run: string;
  readonly service: ReachableService;
}

/** Names the run of the tool's container in this pod; undefined while it does not run, or is not to run. */
export function toolRunOf(object: ToolObject, pod: Pod | undefined, container: string): string | undefined {
  const status = toolContainerStatus({ pod, container });
  const isLeaving = isAskedToStop(object) || object.metadata.deletionTimestamp || pod?.metadata.deletionTimestamp;
  if (!pod || isLeaving || !status?.state?.running) return undefined;
  return [pod.metadata.uid, status.restartCount, pod.status?.podIP].join("/");
}

/** What to ask the tool of this run. */
export function toolQuestionOf(
  kind: ToolKind,
  { metadata: { namespace = "", name } }: ToolObject,
  run: string | undefined,
  wish: QuestionWish | undefined,
): ToolQuestion | undefined {
  if (run === undefined || !wish) return undefined;
  return {
    run,
    service: { namespace, name: childName(kind, "service", namespace, name), port: SERVICE_PORT },
    ...wish,
  };
}

/** Whether an HTTP status says that the tool is there. */
export function isAnswer(status: number, accepts: ToolQuestion["accepts"]): boolean {
  return accepts === "ok" ? status === 200 : status < 500 && status !== 404;
}
