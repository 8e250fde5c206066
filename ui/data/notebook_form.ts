import { createResource } from "solid-js";
import { type Fault, useConnection } from "../connection/mod.ts";
import { type NotebookForm, notebookFormQuery } from "./documents/mod.ts";

/** What one may choose for a new notebook in a namespace, asked once per namespace. */
export function useNotebookForm(namespace: () => string | null) {
  const { query } = useConnection();
  const [outcome, { refetch }] = createResource(namespace, (wanted) => query(notebookFormQuery, { namespace: wanted }));
  return {
    form: (): NotebookForm | null => outcome()?.data?.notebookForm ?? null,
    fault: (): Fault | null => outcome()?.fault ?? null,
    isLoading: (): boolean => outcome.loading,
    reload: () => void refetch(),
  };
}
