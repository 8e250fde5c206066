/** Notebook → StatefulSet, Service, route and status: watches, plans, applies what differs, and nothing else. */
export { type ControllerConfig, run } from "./run.ts";
export { type ControllerSettings, DEFAULT_SETTINGS } from "./settings.ts";
