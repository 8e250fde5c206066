import { requestError } from "../request_error.ts";

/** Bounds how many logs are followed at once, since each holds a connection to the apiserver. */
export class LogLanes {
  #total = 0;
  readonly #byUser = new Map<string, number>();
  readonly #limits: { total: number; perUser: number };

  constructor(limits: { total: number; perUser: number } = { total: 200, perUser: 12 }) {
    this.#limits = limits;
  }

  /** Takes a place; throws RATE_LIMITED where none is free. Gives back how to leave it. */
  enter(user: string): () => void {
    const mine = this.#byUser.get(user) ?? 0;
    if (this.#total >= this.#limits.total || mine >= this.#limits.perUser) {
      throw requestError("RATE_LIMITED", "Cannot follow another log: too many are open. Close one and try again.");
    }
    this.#total += 1;
    this.#byUser.set(user, mine + 1);
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.#total -= 1;
      const left = (this.#byUser.get(user) ?? 1) - 1;
      if (left > 0) this.#byUser.set(user, left);
      else this.#byUser.delete(user);
    };
  }
}
