const FIRST_MS = 500;
const LONGEST_MS = 20_000;

/**
 * How long to wait before reconnecting, in milliseconds: doubling from half a second to 20 s, with jitter between one
 * half and the whole, so that many pages do not come back together. `attempt` starts at 0.
 */
export function reconnectDelayMs(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(whole * (0.5 + random() / 2));
}
