import { type Connection, type Fault, type Outcome, useConnection } from "../connection/mod.ts";
import {
  type CreateError,
  type CreateNotebookInput,
  createNotebookMutation,
  type DeleteError,
  deleteNotebooksMutation,
  startNotebooksMutation,
  stopNotebooksMutation,
} from "./documents.ts";

/** What to say about something that did not work. */
export interface Refusal {
  message: string;
  nextStep: string | null;
}

/** What createNotebook came to. */
export interface CreateOutcome {
  isDone: boolean;
  /** Whether this token had made it before: also the answer to a dry run. */
  wasReplayed: boolean;
  errors: readonly CreateError[];
  fault: Fault | null;
}

/** What the page can do to notebooks. Nothing here rejects, and nothing is tried twice by itself. */
export interface NotebookActions {
  /** Null when it worked. */
  stop(id: string): Promise<Refusal | null>;
  start(id: string): Promise<Refusal | null>;
  /** What was refused; empty when it is gone. */
  remove(id: string, withWorkspace: boolean): Promise<readonly (DeleteError | Refusal)[]>;
  create(input: CreateNotebookInput): Promise<CreateOutcome>;
}

/** The actions, over the connection. */
export function useNotebookActions(): NotebookActions {
  return createNotebookActions(useConnection().mutate);
}

function createNotebookActions(mutate: Connection["mutate"]): NotebookActions {
  return {
    async stop(id) {
      const outcome = await mutate(stopNotebooksMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.stopNotebooks.results);
    },
    async start(id) {
      const outcome = await mutate(startNotebooksMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.startNotebooks.results);
    },
    async remove(id, withWorkspace) {
      const volumes = withWorkspace ? "WORKSPACE_IF_UNUSED" as const : "KEEP" as const;
      const outcome = await mutate(deleteNotebooksMutation, { input: { targets: [{ id }], volumes } });
      if (outcome.fault) return [outcome.fault];
      const errors = outcome.data.deleteNotebooks.results.flatMap((each) => each.errors);
      // Gone is gone, whoever did it.
      return errors.filter((error) => error.__typename !== "NotFound");
    },
    async create(input) {
      const outcome = await mutate(createNotebookMutation, { input });
      if (outcome.fault) return { isDone: false, wasReplayed: false, errors: [], fault: outcome.fault };
      const { errors, wasReplayed } = outcome.data.createNotebook;
      return { isDone: errors.length === 0, wasReplayed, errors, fault: null };
    },
  };
}

function refusalOf(
  outcome: Outcome<unknown>,
  results: readonly { errors: readonly Refusal[] }[] | undefined,
): Refusal | null {
  return outcome.fault ?? results?.flatMap((each) => each.errors)[0] ?? null;
}
