import { useConnection } from "../connection/mod.ts";
import { type CreateOutcome, createOutcomeOf } from "./created.ts";
import {
  closeFileBrowserMutation,
  type CreateVolumeError,
  type CreateVolumeInput,
  createVolumeMutation,
  deleteVolumesMutation,
  openFileBrowserMutation,
} from "./documents/mod.ts";
import { deleteRefusalsOf, type Refusal, refusalOf } from "./refusal.ts";

/** What the page can do to volumes. Nothing here rejects, and nothing is tried twice by itself. */
export interface VolumeActions {
  /** Null when it worked; the browser then starts. */
  openFiles(id: string): Promise<Refusal | null>;
  closeFiles(id: string): Promise<Refusal | null>;
  /** What was refused; empty when it is gone. */
  remove(id: string): Promise<readonly Refusal[]>;
  create(input: CreateVolumeInput): Promise<CreateOutcome<CreateVolumeError>>;
}

/** The actions, over the connection. */
export function useVolumeActions(): VolumeActions {
  const { mutate } = useConnection();
  return {
    async openFiles(id) {
      const outcome = await mutate(openFileBrowserMutation, { input: { volume: { id } } });
      return refusalOf(outcome, outcome.data && [outcome.data.openFileBrowser]);
    },
    async closeFiles(id) {
      const outcome = await mutate(closeFileBrowserMutation, { input: { volume: { id } } });
      return refusalOf(outcome, outcome.data && [outcome.data.closeFileBrowser]);
    },
    async remove(id) {
      const outcome = await mutate(deleteVolumesMutation, { input: { targets: [{ id }] } });
      return deleteRefusalsOf(outcome, outcome.data?.deleteVolumes.results);
    },
    async create(input) {
      const outcome = await mutate(createVolumeMutation, { input });
      return createOutcomeOf(outcome, outcome.data?.createVolume);
    },
  };
}
