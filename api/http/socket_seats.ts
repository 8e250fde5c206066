/** Bounds how many sockets are open, per user and in total. */
export class SocketSeats {
  #total = 0;
  readonly #byUser = new Map<string, number>();
  readonly #limits: { total: number; perUser: number };

  constructor(limits: { total: number; perUser: number } = { total: 5_000, perUser: 50 }) {
    this.#limits = limits;
  }

  /** Takes a seat; undefined where none is free. Gives back how to leave it. */
  take(user: string): (() => void) | undefined {
    const mine = this.#byUser.get(user) ?? 0;
    if (this.#total >= this.#limits.total || mine >= this.#limits.perUser) return undefined;
    this.#total += 1;
    this.#byUser.set(user, mine + 1);
    return () => {
      this.#total -= 1;
      const left = (this.#byUser.get(user) ?? 1) - 1;
      if (left > 0) this.#byUser.set(user, left);
      else this.#byUser.delete(user);
    };
  }
}
