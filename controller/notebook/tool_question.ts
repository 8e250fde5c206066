import { isAskedToStop, notebookPath, toolContainerStatus } from "../../kube/explain/mod.ts";
import { type Notebook, type Pod, type ReachableService, SERVER_TYPE_ANNOTATION } from "../../kube/mod.ts";
import { SERVICE_PORT } from "./service.ts";

/** What to ask a tool, to know whether it answers. */
export interface ToolQuestion {
  /** Names one run of the tool's container: an answer counts for this run alone. */
  readonly run: string;
  readonly service: ReachableService;
  /** Path with the route's prefix. */
  readonly path: string;
  /** `ok`: only 200 is an answer; `any`: whatever is no server error and not a 404. */
  readonly accepts: "ok" | "any";
}

/** What to ask the tool of this pod; undefined while its container does not run, or is not to run. */
export function toolQuestionOf(notebook: Notebook, pod: Pod | undefined): ToolQuestion | undefined {
  const status = toolContainerStatus({ notebook, pod });
  const isLeaving = isAskedToStop(notebook) || notebook.metadata.deletionTimestamp || pod?.metadata.deletionTimestamp;
  if (!pod || isLeaving || !status?.state?.running) return undefined;
  const { name, namespace = "" } = notebook.metadata;
  const isJupyter = notebook.metadata.annotations?.[SERVER_TYPE_ANNOTATION] === "jupyter";
  const prefix = notebookPath(namespace, name);
  return {
    run: [pod.metadata.uid, status.restartCount, pod.status?.podIP].join("/"),
    service: { namespace, name, port: SERVICE_PORT },
    path: isJupyter ? `${prefix}api/kernels` : prefix,
    accepts: isJupyter ? "ok" : "any",
  };
}

/** Whether an HTTP status says that the tool is there. */
export function isAnswer(status: number, accepts: ToolQuestion["accepts"]): boolean {
  return accepts === "ok" ? status === 200 : status < 500 && status !== 404;
}
