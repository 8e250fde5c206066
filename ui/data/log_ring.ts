/** Keeps the newest `capacity` entries; each has a number that never changes, counted from 0. */
export class LogRing<Entry> {
  readonly #slots: Entry[] = [];
  #end = 0;

  constructor(readonly capacity: number) {}

  /** The number of the oldest entry that is kept. */
  get start(): number {
    return Math.max(0, this.#end - this.capacity);
  }

  /** One past the number of the newest entry. */
  get end(): number {
    return this.#end;
  }

  /** How many entries are kept. */
  get size(): number {
    return this.#end - this.start;
  }

  /** Adds entries at the end; the oldest fall out. */
  push(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#slots[this.#end % this.capacity] = entry;
      this.#end++;
    }
  }

  /** The entry with a number; undefined if it fell out or has not come. */
  at(index: number): Entry | undefined {
    return index >= this.start && index < this.#end ? this.#slots[index % this.capacity] : undefined;
  }

  /** The entries numbered from `from` up to before `to`, as far as they are kept. */
  slice(from: number, to: number): Entry[] {
    const entries: Entry[] = [];
    for (let i = Math.max(from, this.start); i < Math.min(to, this.#end); i++) {
      entries.push(this.#slots[i % this.capacity]!);
    }
    return entries;
  }
}
