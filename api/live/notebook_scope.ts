import type { Notebook } from "../../kube/mod.ts";
import { ACCESS } from "../access.ts";
import type { ApiContext } from "../context.ts";

/** What may change for a caller while the list stays the same: each is part of `viewerCan`. */
const SHOWN_RIGHTS = [ACCESS.patchNotebook, ACCESS.deleteNotebook, ACCESS.readLogs, ACCESS.watchEvents] as const;

/** Which notebooks a caller may watch, as of the last review. */
export class NotebookScope {
  #allowed = new Set<string>();
  readonly #context: ApiContext;
  /** Undefined: in every namespace where the caller may. */
  readonly #namespace: string | undefined;

  constructor(context: ApiContext, namespace: string | undefined) {
    this.#context = context;
    this.#namespace = namespace;
  }

  /** The notebooks of the namespaces that are in. */
  *list(): Iterable<Notebook> {
    for (const namespace of this.#allowed) yield* this.#context.stores.notebooks.list(namespace);
  }

  has(notebook: Notebook): boolean {
    return this.#allowed.has(notebook.metadata.namespace ?? "");
  }

  /**
   * Reviews again. Gives a text that changes with the caller's rights, or undefined when nothing is left: the named
   * namespace is no longer theirs, or none is where there was one before.
   */
  async review(): Promise<string | undefined> {
    const { rights, stores } = this.#context;
    const candidates = this.#namespace ? [this.#namespace] : stores.namespaces.list().map((each) => each.metadata.name);
    const allowed = (await rights.filter(ACCESS.watchNotebooks, candidates)).sort();
    const hadSome = this.#allowed.size > 0;
    this.#allowed = new Set(allowed);
    if (allowed.length === 0 && (this.#namespace || hadSome)) return undefined;
    const shown = await Promise.all(SHOWN_RIGHTS.map((access) => rights.filter(access, allowed)));
    return JSON.stringify([allowed, ...shown.map((namespaces) => namespaces.sort())]);
  }
}
