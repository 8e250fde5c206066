/** What the page holds of the server's world, kept true by subscriptions. Nothing here asks again by itself. */
export type { CreateOutcome } from "./created.ts";
export type { DeltaFeed, FeedStatus } from "./delta_feed.ts";
export type {
  AccessMode,
  CreateError,
  CreateNotebookInput,
  CreateTensorboardError,
  CreateTensorboardInput,
  CreateVolumeError,
  CreateVolumeInput,
  Explanation,
  IdleReport,
  LogLine,
  LogSource,
  Namespace,
  Notebook,
  NotebookForm,
  Occurrence,
  ResourceTarget,
  RunState,
  StopRecord,
  StorageClass,
  Tensorboard,
  Viewer,
  Volume,
  VolumeState,
  VolumeUse,
} from "./documents/mod.ts";
export { useEvents } from "./events.ts";
export type { Item, ItemState, Permission, Runnable } from "./items.ts";
export { LOG_CAPACITY, type LogEntry, type LogFeed, useLog } from "./logs.ts";
export { newestFirst } from "./newest_first.ts";
export { type NotebookActions, useNotebookActions } from "./notebook_actions.ts";
export { useNotebookForm } from "./notebook_form.ts";
export { useNotebooks } from "./notebooks.ts";
export { FeedsProvider } from "./noun_feed.tsx";
export type { Refusal } from "./refusal.ts";
export type { RunnableActions } from "./runnable_actions.ts";
export { type TensorboardActions, useTensorboardActions } from "./tensorboard_actions.ts";
export { useStorageClasses } from "./storage_classes.ts";
export { useTensorboards } from "./tensorboards.ts";
export { useVolumes } from "./volumes.ts";
export { useVolumeActions, type VolumeActions } from "./volume_actions.ts";
export { useViewer, ViewerProvider, type ViewerState } from "./viewer.tsx";
