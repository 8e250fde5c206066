/** Notebook → StatefulSet, Service, route and status: watches, plans, applies what differs, and nothing else. */
export { type ControllerConfig, run } from "./run.ts";
export { type ControllerSettings, DEFAULT_SETTINGS } from "./settings.ts";
export { type NotebookMetrics, registerNotebookMetrics } from "./notebook/notebook_metrics.ts";
