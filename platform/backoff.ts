/** How long to wait before each further try. */
export interface BackoffPolicy {
  /** First delay in milliseconds. */
  baseMs: number;
  /** Longest delay in milliseconds. */
  maxMs: number;
  /** Growth per try. */
  factor: number;
}

/** 200 ms, doubling, at most 30 s. */
export const DEFAULT_BACKOFF: BackoffPolicy = { baseMs: 200, maxMs: 30_000, factor: 2 };

/**
 * The delay before try number `attempt` (1 is the first retry), in milliseconds: exponential, with jitter between one
 * half and the whole of it, so that many clients do not come back together.
 */
export function backoffMs(
  attempt: number,
  policy: BackoffPolicy = DEFAULT_BACKOFF,
  random: () => number = Math.random,
): number {
  const whole = Math.min(policy.maxMs, policy.baseMs * policy.factor ** Math.min(attempt - 1, 64));
  return Math.round(whole * (0.5 + random() / 2));
}
