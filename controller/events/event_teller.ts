/** Effect: writes mirrored Events, after everything that users wait for. */
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { linkAbort } from "../../kube/linked_abort.ts";
import { EVENTS, isAlreadyExists, isNotFound, type KubeClient, type WorkQueue } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { EventWrite } from "./mirror_events.ts";

/** What a teller works with. */
export interface EventTellerParts {
  readonly client: KubeClient;
  /** The queue whose work comes first. */
  readonly queue: Pick<WorkQueue, "idle" | "depth" | "active">;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long the queue has to be idle before Events are told. */
const CALM_MS = 200;
/** Longest that Events wait for that. */
const LONGEST_MS = 30_000;
/** How many are written side by side. */
const WIDTH = 2;
/** Most that wait; what comes beyond is told when its notebook is looked at again. */
const MAX_PENDING = 10_000;

/** Events that wait to be told, the newest write of each. Nobody's notebook may fail for one: failures are only logged. */
export class EventTeller {
  readonly #parts: EventTellerParts;
  readonly #pending = new Map<string, { namespace: string; write: EventWrite }>();
  #wake: () => void = () => {};

  constructor(parts: EventTellerParts) {
    this.#parts = parts;
  }

  /** Takes a write for later; false where too many wait. */
  tell(namespace: string, write: EventWrite): boolean {
    const key = `${namespace}/${write.kind === "create" ? write.event.metadata.name : write.name}`;
    if (this.#pending.size >= MAX_PENDING && !this.#pending.has(key)) return false;
    this.#pending.set(key, { namespace, write });
    this.#wake();
    return true;
  }

  /** Tells until the signal aborts and what is being written has ended; can be called once. */
  async run(signal: AbortSignal): Promise<void> {
    const onAbort = () => this.#wake();
    signal.addEventListener("abort", onAbort, { once: true });
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => this.#wake = resolve);
      if (this.#pending.size === 0) await woken;
      else if (await this.#isCalm(signal)) await Promise.all(Array.from({ length: WIDTH }, () => this.#drain(signal)));
    }
    signal.removeEventListener("abort", onAbort);
  }

  /** Resolves when the queue has been idle for a moment, or after the longest wait; false when the signal aborts. */
  async #isCalm(signal: AbortSignal): Promise<boolean> {
    const { queue, clock } = this.#parts;
    const { controller: over, unlink } = linkAbort(signal);
    clock.sleep(LONGEST_MS, over.signal).then(() => over.abort(), () => {});
    try {
      do {
        await queue.idle(over.signal);
        await clock.sleep(CALM_MS, over.signal);
      } while (queue.depth + queue.active > 0);
    } catch {
      // Late, or the end.
    }
    unlink();
    over.abort();
    return !signal.aborted;
  }

  async #drain(signal: AbortSignal): Promise<void> {
    for (const [key, { namespace, write }] of this.#pending) {
      if (signal.aborted) return;
      this.#pending.delete(key);
      await this.#write(namespace, write, signal);
    }
  }

  async #write(namespace: string, write: EventWrite, signal: AbortSignal): Promise<void> {
    const { client, log } = this.#parts;
    const options = { fieldManager: CONTROLLER, signal };
    try {
      if (write.kind === "create") await client.create(EVENTS, write.event, options);
      else {
        const { name, count, lastTimestamp } = write;
        await client.patch(EVENTS, { namespace, name }, { count, lastTimestamp }, { type: "merge", ...options });
      }
    } catch (error) {
      if (signal.aborted || isAlreadyExists(error) || isNotFound(error)) return;
      log.warn("Cannot tell an Event", { namespace, error });
    }
  }
}
