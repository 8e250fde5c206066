/** Effects: watches until all of something are as they should be. */
import { type KubeClient, type KubeObject, type ResourceType, startReflector } from "../../kube/mod.ts";
import { NAMESPACE } from "./bench_plane.ts";

/** Longest wait for all of them. */
const LIMIT_MS = 600_000;

/** A watch that counts. */
export interface ReadyCount {
  /** Resolves when `count` objects are ready. */
  all(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts to watch a kind, and resolves when the watch stands. */
export async function watchReady<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  isReady: (object: T) => boolean,
): Promise<ReadyCount> {
  const over = new AbortController();
  const ready = new Set<string>();
  const done = Promise.withResolvers<void>();
  let wanted = Infinity;
  // Nothing but whether it is ready is kept: this process is not what is measured, but shares its machine.
  const trim = (object: T) => {
    if (isReady(object)) ready.add(object.metadata.name);
    else ready.delete(object.metadata.name);
    if (ready.size >= wanted) done.resolve();
    return { metadata: object.metadata } as T;
  };
  const store = startReflector(client, type, { namespace: NAMESPACE, trim }, over.signal);
  await store.ready(AbortSignal.timeout(30_000));
  return {
    async all(count) {
      wanted = count;
      if (ready.size >= count) return;
      const late = setTimeout(
        () => done.reject(new Error(`Cannot see ${count} ${type.plural} ready: ${ready.size} are`)),
        LIMIT_MS,
      );
      await done.promise.finally(() => clearTimeout(late));
    },
    async stop() {
      over.abort();
      await store.finished;
    },
  };
}
