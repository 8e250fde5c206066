/** How long to wait, and what was expected, for the message when it did not come. */
export interface WaitOptions {
  timeoutMs?: number;
  everyMs?: number;
}

/** Asks `probe` until it returns something (not undefined, null or false); rejects with the last failure at the bound. */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  { timeoutMs = 10_000, everyMs = 50 }: WaitOptions = {},
): Promise<T> {
  const until = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < until) {
    try {
      const found = await probe();
      if (found !== undefined && found !== null && found !== false) return found;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(everyMs);
  }
  const because = cause instanceof Error ? `: ${cause.message}` : "";
  throw new Error(`Cannot see that ${what}: not within ${timeoutMs} ms${because}`, { cause });
}

/** Rejects when `work` has not ended after `timeoutMs`, so that no test can hang. */
export async function within<T>(what: string, timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Cannot end ${what}: not within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after `ms`. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
