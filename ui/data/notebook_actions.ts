import { useConnection } from "../connection/mod.ts";
import { type CreateOutcome, createOutcomeOf } from "./created.ts";
import {
  type CreateError,
  type CreateNotebookInput,
  createNotebookMutation,
  deleteNotebooksMutation,
  keepNotebooksMutation,
  restartNotebooksMutation,
  startNotebooksMutation,
  stopNotebooksMutation,
} from "./documents/mod.ts";
import { deleteRefusalsOf, type Refusal, refusalOf } from "./refusal.ts";
import type { RunnableActions } from "./runnable_actions.ts";

/** What the page can do to notebooks. Nothing here rejects, and nothing is tried twice by itself. */
export interface NotebookActions extends RunnableActions {
  /** What was refused; empty when it is gone. */
  remove(id: string, withWorkspace: boolean): Promise<readonly Refusal[]>;
  create(input: CreateNotebookInput): Promise<CreateOutcome<CreateError>>;
}

/** The actions, over the connection. */
export function useNotebookActions(): NotebookActions {
  const { mutate } = useConnection();
  return {
    async stop(id) {
      const outcome = await mutate(stopNotebooksMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.stopNotebooks.results);
    },
    async start(id) {
      const outcome = await mutate(startNotebooksMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.startNotebooks.results);
    },
    async restart(id) {
      const outcome = await mutate(restartNotebooksMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.restartNotebooks.results);
    },
    async keep(id, until) {
      const outcome = await mutate(keepNotebooksMutation, { input: { targets: [{ id }], until } });
      return refusalOf(outcome, outcome.data?.keepNotebooks.results);
    },
    async remove(id, withWorkspace) {
      const volumes = withWorkspace ? "WORKSPACE_IF_UNUSED" as const : "KEEP" as const;
      const outcome = await mutate(deleteNotebooksMutation, { input: { targets: [{ id }], volumes } });
      return deleteRefusalsOf(outcome, outcome.data?.deleteNotebooks.results);
    },
    async create(input) {
      const outcome = await mutate(createNotebookMutation, { input });
      return createOutcomeOf(outcome, outcome.data?.createNotebook);
    },
  };
}
