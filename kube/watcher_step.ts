import type { KubeObject } from "./object.ts";

/**
 * What a watcher tells. Between `init` and `synced` it tells the whole list anew: what is not among it is gone. Outside
 * of that, `apply` and `delete` are changes in the order of the server.
 */
export type WatcherEvent<T extends KubeObject = KubeObject> =
  | { type: "init" }
  | { type: "apply"; object: T }
  | { type: "delete"; object: T }
  | { type: "synced"; resourceVersion: string }
  | { type: "bookmark"; resourceVersion: string }
  | { type: "error"; error: Error; retryInMs: number }
  | { type: "healthy" };
