/** Every document that the page sends, and the types of what comes back. */
export type { Explanation } from "./explanation.ts";
export type { IdleReport, StopRecord } from "./idle.ts";
export {
  type ConfigurationAddition,
  type CreateError,
  type CreateNotebookInput,
  createNotebookMutation,
  type DeleteError,
  deleteNotebooksMutation,
  keepNotebooksMutation,
  type Notebook,
  type NotebookForm,
  notebookFormQuery,
  notebooksSubscription,
  restartNotebooksMutation,
  type RunState,
  startNotebooksMutation,
  stopNotebooksMutation,
} from "./notebooks.ts";
export { eventsSubscription, type LogLine, logsSubscription, type Occurrence, type ResourceTarget } from "./streams.ts";
export {
  type CreateTensorboardError,
  type CreateTensorboardInput,
  createTensorboardMutation,
  deleteTensorboardsMutation,
  keepTensorboardsMutation,
  type LogSource,
  restartTensorboardsMutation,
  startTensorboardsMutation,
  stopTensorboardsMutation,
  type Tensorboard,
  tensorboardsSubscription,
} from "./tensorboards.ts";
export { type Namespace, type Viewer, viewerQuery } from "./viewer.ts";
export {
  type AccessMode,
  closeFileBrowserMutation,
  type CreateVolumeError,
  type CreateVolumeInput,
  createVolumeMutation,
  deleteVolumesMutation,
  openFileBrowserMutation,
  type StorageClass,
  storageClassesQuery,
  type Volume,
  volumesSubscription,
  type VolumeState,
  type VolumeUse,
} from "./volumes.ts";
