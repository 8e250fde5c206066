/** Effect: follows what a file says. */
import type { Clock } from "./clock.ts";

/** How a file is followed. */
export interface FollowFileOptions<T> {
  /** Reads its text; throws where that cannot be used. */
  readonly parse: (text: string) => T;
  /** Hears each content that has effect, the first one too, and what was there before once it can be read again. */
  readonly onValue: (value: T) => void;
  /** Hears why what is there now has no effect, once for each reason. */
  readonly onRefusal: (error: unknown) => void;
  readonly clock: Clock;
  /** How often the file is read. A mounted ConfigMap is swapped by links, of which no watch of files tells surely. */
  readonly everyMs: number;
}

/** What a file says, as it is now. */
export interface FollowedFile<T> {
  current(): T;
  /** Why what is there now has no effect; what had one last stays. */
  refusal(): string | undefined;
  /** Resolves when the signal has aborted and the last look has ended. */
  readonly finished: Promise<void>;
}

/**
 * Reads a file and follows it until the signal aborts. Rejects where it cannot be used at the start; later a file that
 * cannot be used changes nothing.
 */
export async function followFile<T>(
  path: string,
  { parse, onValue, onRefusal, clock, everyMs }: FollowFileOptions<T>,
  signal: AbortSignal,
): Promise<FollowedFile<T>> {
  let text: string | undefined = await Deno.readTextFile(path);
  let value = parse(text);
  let refusal: string | undefined;
  onValue(value);
  const read = async () => {
    try {
      return await Deno.readTextFile(path);
    } catch (error) {
      // What comes back is news, though it be what was there before.
      text = undefined;
      throw error;
    }
  };
  const look = async () => {
    try {
      const next = await read();
      if (next === text) return;
      text = next;
      value = parse(next);
      refusal = undefined;
      onValue(value);
    } catch (error) {
      const words = (error as Error).message;
      if (words !== refusal) onRefusal(error);
      refusal = words;
    }
  };
  const follow = async () => {
    while (!signal.aborted) {
      await clock.sleep(everyMs, signal).catch(() => {});
      if (!signal.aborted) await look();
    }
  };
  return { current: () => value, refusal: () => refusal, finished: follow() };
}
