import type { ExecOutcome } from "./exec/exec_output.ts";
import type { KubeList, KubeObject, ObjectMeta } from "./object.ts";
import type { ObjectKey, ResourceType } from "./resource_type.ts";

/**
 * Which HTTP client carries a request: `request` never carries a stream, `watch` is for the shared watches, `stream`
 * (HTTP/1.1, bounded) for logs and per-user streams. kube-apiserver allows 100 streams on one HTTP/2 connection and
 * Deno opens one connection a client, so a lane of its own keeps requests from waiting behind watches.
 */
export type Lane = "request" | "watch" | "stream";

export interface ListOptions {
  /** Absent: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: "Exact" | "NotOlderThan";
}

export interface WriteOptions {
  fieldManager?: string;
  dryRun?: boolean;
  signal?: AbortSignal;
}

export interface PatchOptions extends WriteOptions {
  type: "merge" | "json" | "strategic";
  subresource?: string;
}

export interface ApplyOptions extends WriteOptions {
  fieldManager: string;
  force?: boolean;
  subresource?: string;
}

export interface DeleteOptions {
  propagationPolicy?: "Foreground" | "Background" | "Orphan";
  preconditions?: { uid?: string; resourceVersion?: string };
  gracePeriodSeconds?: number;
  dryRun?: boolean;
  signal?: AbortSignal;
}

export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  resourceVersion?: string;
  /** Asks for the current objects first; a bookmark annotated `k8s.io/initial-events-end` ends them. */
  sendInitialEvents?: boolean;
  timeoutSeconds?: number;
  /** Called once the server has accepted the watch, before any frame. */
  onOpen?: () => void;
}

/** The annotation of the bookmark that ends the initial events of a watch. */
export const INITIAL_EVENTS_END_ANNOTATION = "k8s.io/initial-events-end";

/** One line of a watch response. A frame of type ERROR is thrown as ApiError, never yielded. */
export interface WatchFrame<T> {
  type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  object: T;
}

export interface LogOptions {
  container?: string;
  follow?: boolean;
  previous?: boolean;
  tailLines?: number;
  sinceTime?: string;
  timestamps?: boolean;
}

/** Which container a command is run in, and what it may take. */
export interface ExecOptions {
  /** Absent: the only one. */
  container?: string;
  /** Until its end; 5 s. */
  timeoutMs?: number;
  /** Of both its outputs together; 64 KiB. */
  maxBytes?: number;
  signal?: AbortSignal;
}

/** An object that is to be created: the server may name it (`generateName`), or it has no name (reviews). */
export type NewObject<T extends KubeObject> = Omit<T, "metadata"> & { metadata?: Partial<ObjectMeta> };

/**
 * A Kubernetes API client. Every method rejects with `ApiError` when the server answers with a failure, with a
 * `TypeError` (cause inside) when it cannot be reached or does not answer within 30 s, and with the signal's reason when
 * that aborts. Streams (`watch`, `logs`) have no time limit.
 */
export interface KubeClient {
  get<T extends KubeObject>(type: ResourceType<T>, key: ObjectKey, signal?: AbortSignal): Promise<T>;
  list<T extends KubeObject>(type: ResourceType<T>, options?: ListOptions, signal?: AbortSignal): Promise<KubeList<T>>;
  create<T extends KubeObject>(type: ResourceType<T>, object: T | NewObject<T>, options?: WriteOptions): Promise<T>;
  replace<T extends KubeObject>(
    type: ResourceType<T>,
    object: T,
    options?: WriteOptions & { subresource?: string },
  ): Promise<T>;
  patch<T extends KubeObject>(type: ResourceType<T>, key: ObjectKey, patch: unknown, options: PatchOptions): Promise<T>;
  /** Server-side apply; `object` needs metadata.name (and namespace), apiVersion and kind are filled in. */
  apply<T extends KubeObject>(type: ResourceType<T>, object: KubeObject, options: ApplyOptions): Promise<T>;
  delete(type: ResourceType, key: ObjectKey, options?: DeleteOptions): Promise<void>;
  /** One watch request; ends when the server ends it. Bookmarks are always asked for. */
  watch<T extends KubeObject>(
    type: ResourceType<T>,
    options: WatchOptions,
    signal: AbortSignal,
  ): AsyncIterable<WatchFrame<T>>;
  /** The raw bytes of a container's log. */
  logs(key: ObjectKey, options: LogOptions, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
  /** Runs a command in a container to its end; rejects where it cannot be run, takes too long or prints too much. */
  exec(key: ObjectKey, command: readonly string[], options?: ExecOptions): Promise<ExecOutcome>;
  /** Anything else, such as discovery; the response may have any status. */
  fetch(lane: Lane, path: string, init?: RequestInit): Promise<Response>;
}
