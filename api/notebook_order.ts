import { type Notebook, RUN_STATES } from "../kube/mod.ts";
import { overlayTool } from "../kube/explain/mod.ts";
import type { SortKey } from "./keyset_page.ts";

/** By what a list is ordered, and which way. */
export interface NotebookOrder {
  by: "NAME" | "CREATED" | "STATE";
  direction: "ASC" | "DESC";
}

export const DEFAULT_NOTEBOOK_ORDER: NotebookOrder = { by: "NAME", direction: "ASC" };

/** What a notebook is sorted by; name and namespace break ties, so that the order is total. */
export function sortKeyOf(notebook: Notebook, by: NotebookOrder["by"]): SortKey {
  const { name, namespace = "", creationTimestamp = "" } = notebook.metadata;
  switch (by) {
    case "NAME":
      return [name, namespace];
    case "CREATED":
      return [creationTimestamp, name, namespace];
    case "STATE": {
      const index = RUN_STATES.indexOf(overlayTool(notebook).state);
      return [String(index).padStart(2, "0"), name, namespace];
    }
  }
}
