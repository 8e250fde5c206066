export { type Apiserver, type ApiserverConfig, createApiserver } from "./apiserver.ts";
export { type ApiserverRunConfig, type ClientUser, run } from "./run.ts";
export type { Identity } from "./request_info.ts";
