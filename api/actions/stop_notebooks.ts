import { type Notebook, STOPPED_ANNOTATION, STOPPED_BY_ANNOTATION, STOPPED_REASON_ANNOTATION } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import type { TargetInput } from "../target.ts";
import { annotateNotebooks, type NotebookActionPayload } from "./notebook_action.ts";

/** Asks each target to stop; one that is stopped already stays as it is, with its first time and name. */
export function stopNotebooks(context: ApiContext, targets: readonly TargetInput[]): Promise<NotebookActionPayload> {
  return annotateNotebooks(context, targets, (notebook) => {
    if (isAskedToStop(notebook)) return undefined;
    return {
      [STOPPED_ANNOTATION]: context.clock.now().toISOString().replace(/\.\d+Z$/, "Z"),
      [STOPPED_BY_ANNOTATION]: context.identity.name,
      [STOPPED_REASON_ANNOTATION]: "user",
    };
  });
}

/** Asks each target to run; one that is not stopped stays as it is. */
export function startNotebooks(context: ApiContext, targets: readonly TargetInput[]): Promise<NotebookActionPayload> {
  return annotateNotebooks(context, targets, (notebook) => {
    if (!isAskedToStop(notebook)) return undefined;
    return { [STOPPED_ANNOTATION]: null, [STOPPED_BY_ANNOTATION]: null, [STOPPED_REASON_ANNOTATION]: null };
  });
}

function isAskedToStop({ metadata }: Notebook): boolean {
  return metadata.annotations?.[STOPPED_ANNOTATION] !== undefined;
}
