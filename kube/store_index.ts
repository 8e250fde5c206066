/** Objects by values that a function reads from them; objects must not change while they are in. */
export class StoreIndex<T> {
  readonly #valuesOf: (object: T) => readonly string[];
  readonly #byValue = new Map<string, Map<string, T>>();

  constructor(valuesOf: (object: T) => readonly string[]) {
    this.#valuesOf = valuesOf;
  }

  /** Objects under a value, in the order of their arrival. */
  list(value: string): readonly T[] {
    const found = this.#byValue.get(value);
    return found ? [...found.values()] : [];
  }

  /** Puts `object` at `key` in the place of `previous`. */
  replace(key: string, object: T | undefined, previous: T | undefined): void {
    const values = object === undefined ? [] : this.#valuesOf(object);
    if (previous !== undefined) this.#remove(key, previous, values);
    for (const value of values) {
      const found = this.#byValue.get(value);
      if (found) found.set(key, object!);
      else this.#byValue.set(value, new Map([[key, object!]]));
    }
  }

  #remove(key: string, previous: T, kept: readonly string[]): void {
    for (const value of this.#valuesOf(previous)) {
      if (kept.includes(value)) continue;
      const found = this.#byValue.get(value);
      found?.delete(key);
      if (found?.size === 0) this.#byValue.delete(value);
    }
  }
}
