import type { KubeClient } from "./client.ts";

/** The same client, whose writes call `check` before they begin: where that throws, nothing is sent. */
export function fenceWrites(client: KubeClient, check: () => void): KubeClient {
  const fenced = <T>(write: () => Promise<T>): Promise<T> => Promise.try(check).then(write);
  return {
    ...client,
    create: (type, object, options) => fenced(() => client.create(type, object, options)),
    replace: (type, object, options) => fenced(() => client.replace(type, object, options)),
    patch: (type, key, patch, options) => fenced(() => client.patch(type, key, patch, options)),
    apply: (type, object, options) => fenced(() => client.apply(type, object, options)),
    delete: (type, key, options) => fenced(() => client.delete(type, key, options)),
  };
}
