import type { KubeObject } from "../../kube/mod.ts";
import type { ApiContext } from "../context.ts";
import type { Noun } from "../nouns/noun.ts";

/** Which objects of a noun a caller may watch, as of the last review. */
export class NounScope<T extends KubeObject> {
  #allowed = new Set<string>();
  readonly #context: ApiContext;
  readonly #noun: Noun<T>;
  /** Undefined: in every namespace where the caller may. */
  readonly #namespace: string | undefined;

  constructor(context: ApiContext, noun: Noun<T>, namespace: string | undefined) {
    this.#context = context;
    this.#noun = noun;
    this.#namespace = namespace;
  }

  /** The objects of the namespaces that are in. */
  *list(): Iterable<T> {
    const store = this.#noun.storeOf(this.#context.stores);
    for (const namespace of this.#allowed) yield* store.list(namespace);
  }

  has(object: T): boolean {
    return this.#allowed.has(object.metadata.namespace ?? "");
  }

  /**
   * Reviews again. Gives a text that changes with the caller's rights, or undefined when nothing is left: the named
   * namespace is no longer theirs, or none is where there was one before.
   */
  async review(): Promise<string | undefined> {
    const { rights, stores } = this.#context;
    const { access, shownRights } = this.#noun;
    const candidates = this.#namespace ? [this.#namespace] : stores.namespaces.list().map((each) => each.metadata.name);
    const allowed = (await rights.filter(access.watch, candidates)).sort();
    const hadSome = this.#allowed.size > 0;
    this.#allowed = new Set(allowed);
    if (allowed.length === 0 && (this.#namespace || hadSome)) return undefined;
    const shown = await Promise.all(shownRights.map((each) => rights.filter(each, allowed)));
    return JSON.stringify([allowed, ...shown.map((namespaces) => namespaces.sort())]);
  }
}
