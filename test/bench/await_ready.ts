/** Effects: watches until all of something are as they should be. */
import { type KubeClient, type KubeObject, type ResourceType, startReflector } from "../../kube/mod.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { NAMESPACE } from "./bench_plane.ts";

/** Longest wait for all of them. */
const LIMIT_MS = 600_000;

/** A watch that counts. */
export interface ReadyCount extends AsyncDisposable {
  /** Resolves when `count` objects are ready. */
  all(count: number): Promise<void>;
}

/** Starts to watch a kind, and resolves when the watch stands. */
export async function watchReady<T extends KubeObject>(
  client: KubeClient,
  type: ResourceType<T>,
  isReady: (object: T) => boolean,
  signal: AbortSignal,
): Promise<ReadyCount> {
  const { controller: over, unlink } = linkAbort(signal);
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
  const stop = async () => {
    over.abort();
    unlink();
    await store.finished;
  };
  await store.ready(AbortSignal.any([signal, AbortSignal.timeout(30_000)]));
  return {
    async all(count) {
      wanted = count;
      if (ready.size >= count) return;
      const fail = (error: Error) => done.reject(error);
      const onAbort = () => fail(signal.reason);
      const onLate = () => fail(new Error(`Cannot see ${count} ${type.plural} ready: ${ready.size} are`));
      const late = setTimeout(onLate, LIMIT_MS);
      signal.addEventListener("abort", onAbort, { once: true });
      await done.promise.finally(() => {
        clearTimeout(late);
        signal.removeEventListener("abort", onAbort);
      });
    },
    [Symbol.asyncDispose]: stop,
  };
}
