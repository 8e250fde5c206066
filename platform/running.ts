/** Something that was started by a `run(config, signal)`: it is ready when the promise of this resolves. */
export interface Running {
  /** Where it listens, such as `http://127.0.0.1:8080`; empty where it listens nowhere. */
  readonly url: string;
  /** Resolves when everything of it has ended after the signal aborted; rejects when it broke by itself. */
  readonly finished: Promise<void>;
}
