import { keyOf, type KubeObject, type Store } from "../../kube/mod.ts";
import { compareResourceVersions } from "../../kube/resource_version.ts";

/**
 * What we wrote and our watch has not brought yet, so that a plan made in between does not write it again. Holds an
 * object only until the watch has passed it.
 */
export class WrittenObjects {
  readonly #byKey = new Map<string, KubeObject>();

  /** Remembers what a write answered. */
  remember<T extends KubeObject>(store: Store<T>, object: T): void {
    this.#byKey.set(this.#keyIn(store, keyOf(object)), object);
  }

  /** The newest known state of an object: the store's, or what we wrote since. */
  newest<T extends KubeObject>(store: Store<T>, key: string): T | undefined {
    const own = this.#keyIn(store, key);
    const written = this.#byKey.get(own) as T | undefined;
    if (!written) return store.get(key);
    if (compareResourceVersions(store.resourceVersion, written.metadata.resourceVersion ?? "") < 0) return written;
    this.#byKey.delete(own);
    return store.get(key);
  }

  #keyIn(store: Store, key: string): string {
    return `${store.type.group}/${store.type.plural}/${key}`;
  }
}
