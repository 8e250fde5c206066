import type { KubeObject } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";

/** What happened to one object, in the order of the watch. */
export type Change<T> =
  | { type: "apply"; object: T; previous: T | undefined }
  | { type: "delete"; object: T };

/** The readers' side of a store: frozen objects in memory, kept current by one watch. */
export interface Store<T extends KubeObject = KubeObject> {
  readonly type: ResourceType<T>;
  get(key: string): T | undefined;
  /** All objects, or those of one namespace. */
  list(namespace?: string): readonly T[];
  /** Objects under `value` of an index declared at construction; throws for an unknown index. */
  byIndex(index: string, value: string): readonly T[];
  readonly size: number;
  /** Whether the first list has arrived in whole. */
  readonly isReady: boolean;
  /** Resolves when `isReady`. */
  ready(signal?: AbortSignal): Promise<void>;
  /** The server's words where it refuses to show this store's objects (403); undefined while it does not. */
  readonly refusal: string | undefined;
  /** Resolves when `isReady`, or when the server refuses. */
  settled(signal?: AbortSignal): Promise<void>;
  /** Whether the server knows no such kind (404), as long as nobody installs it; nothing is in the store then. */
  readonly isUnserved: boolean;
  /** Resolves when there is something to say: it is settled, or known to be unserved. */
  answerable(signal?: AbortSignal): Promise<void>;
  /** The resourceVersion up to which this store has seen everything; empty before the first list. */
  readonly resourceVersion: string;
  /** Resolves once `resourceVersion` has reached `target` (numeric order); rejects when the signal aborts. */
  reached(target: string, signal?: AbortSignal): Promise<void>;
  /** Since when the watch is broken; undefined while it is healthy. */
  readonly staleSince: Date | undefined;
  /** Calls `listener` synchronously for each change from now on, and `onHealth` when `staleSince` changes. */
  subscribe(listener: (change: Change<T>) => void, onHealth?: () => void): () => void;
}
