/** Clock, log and configuration: effects and facts that anyone may be handed. */
export * from "./backoff.ts";
export * from "./clock.ts";
export * from "./config.ts";
export * from "./config_error.ts";
export * from "./dev_arguments.ts";
export * from "./dev_config.ts";
export { removeDevState } from "./dev_state.ts";
export type { Environment } from "./environment.ts";
export { type Health, serveHealth } from "./health.ts";
export { type HttpsListener, serveHttps } from "./https_server.ts";
export { listenOrTell } from "./listen_error.ts";
export * from "./log.ts";
export * from "./metrics.ts";
export * from "./loopback.ts";
export type { Running } from "./running.ts";
export { launchersGone } from "./lineage.ts";
export { runInStages, type StartPart } from "./stages.ts";
export { onStopSignal } from "./stop_signal.ts";
