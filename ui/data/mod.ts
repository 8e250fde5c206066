/** What the page holds of the server's world, kept true by subscriptions. Nothing here asks again by itself. */
export { type CreateOutcome, type NotebookActions, type Refusal, useNotebookActions } from "./actions.ts";
export type { DeltaFeed, FeedStatus } from "./delta_feed.ts";
export type {
  CreateError,
  CreateNotebookInput,
  DeleteError,
  Explanation,
  LogLine,
  Namespace,
  Notebook,
  NotebookEvent,
  NotebookForm,
  RunState,
  Viewer,
} from "./documents.ts";
export { useEvents } from "./events.ts";
export { newestFirst } from "./newest_first.ts";
export { LOG_CAPACITY, type LogEntry, type LogFeed, useLog } from "./logs.ts";
export { useNotebookForm } from "./notebook_form.ts";
export { NotebooksProvider, useNotebooks } from "./notebooks.tsx";
export type { NotebooksFeed } from "./notebooks_feeds.ts";
export { useViewer, ViewerProvider, type ViewerState } from "./viewer.tsx";
