import type { Notebook, RunState } from "../kube/mod.ts";
import { overlayTool } from "../kube/explain/mod.ts";
import { creatorOf, imageOf, serverTypeOf } from "./notebook_view.ts";
import type { ServerType } from "./server_type.ts";

/** What a list is narrowed to; an absent or null part narrows nothing. */
export interface NotebookFilter {
  search?: string | null;
  states?: readonly RunState[] | null;
  serverTypes?: readonly ServerType[] | null;
  creator?: string | null;
}

/** Whether a notebook passes. */
export function matchesFilter(notebook: Notebook, filter: NotebookFilter | null | undefined): boolean {
  if (!filter) return true;
  const { search, states, serverTypes, creator } = filter;
  if (creator && creatorOf(notebook) !== creator) return false;
  if (serverTypes && !serverTypes.includes(serverTypeOf(notebook))) return false;
  if (!states && !search) return true;
  const { state, explanation } = overlayTool(notebook);
  if (states && !states.includes(state)) return false;
  if (!search) return true;
  const wanted = search.toLowerCase();
  return [notebook.metadata.name, imageOf(notebook), creatorOf(notebook) ?? "", explanation.message]
    .some((text) => text.toLowerCase().includes(wanted));
}
