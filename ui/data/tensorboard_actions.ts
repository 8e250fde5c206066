import { useConnection } from "../connection/mod.ts";
import { type CreateOutcome, createOutcomeOf } from "./created.ts";
import {
  type CreateTensorboardError,
  type CreateTensorboardInput,
  createTensorboardMutation,
  deleteTensorboardsMutation,
  keepTensorboardsMutation,
  restartTensorboardsMutation,
  startTensorboardsMutation,
  stopTensorboardsMutation,
} from "./documents/mod.ts";
import { deleteRefusalsOf, type Refusal, refusalOf } from "./refusal.ts";
import type { RunnableActions } from "./runnable_actions.ts";

/** What the page can do to TensorBoards. Nothing here rejects, and nothing is tried twice by itself. */
export interface TensorboardActions extends RunnableActions {
  /** What was refused; empty when it is gone. */
  remove(id: string): Promise<readonly Refusal[]>;
  create(input: CreateTensorboardInput): Promise<CreateOutcome<CreateTensorboardError>>;
}

/** The actions, over the connection. */
export function useTensorboardActions(): TensorboardActions {
  const { mutate } = useConnection();
  return {
    async stop(id) {
      const outcome = await mutate(stopTensorboardsMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.stopTensorboards.results);
    },
    async start(id) {
      const outcome = await mutate(startTensorboardsMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.startTensorboards.results);
    },
    async restart(id) {
      const outcome = await mutate(restartTensorboardsMutation, { input: { targets: [{ id }] } });
      return refusalOf(outcome, outcome.data?.restartTensorboards.results);
    },
    async keep(id, until) {
      const outcome = await mutate(keepTensorboardsMutation, { input: { targets: [{ id }], until } });
      return refusalOf(outcome, outcome.data?.keepTensorboards.results);
    },
    async remove(id) {
      const outcome = await mutate(deleteTensorboardsMutation, { input: { targets: [{ id }] } });
      return deleteRefusalsOf(outcome, outcome.data?.deleteTensorboards.results);
    },
    async create(input) {
      const outcome = await mutate(createTensorboardMutation, { input });
      return createOutcomeOf(outcome, outcome.data?.createTensorboard);
    },
  };
}
