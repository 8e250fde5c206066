const UNITS_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const PART = /(\d+(?:\.\d+)?)(s|m|h|d|w)/g;
const WHOLE = /^(?:\d+(?:\.\d+)?[smhdw])+$/;
/** Longest that anybody may mean, so that instants stay within what a Date holds. */
const MAX_MS = 10_000 * UNITS_MS.d;

/** Reads a duration such as `20s`, `15m`, `1d` or `1h30m`, in ms; undefined for anything else, and beyond 10,000 days. */
export function parseDuration(text: string): number | undefined {
  const plain = text.trim();
  if (!WHOLE.test(plain)) return undefined;
  const ms = [...plain.matchAll(PART)].reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS_MS[unit], 0);
  return ms <= MAX_MS ? Math.round(ms) : undefined;
}

/** Reads a duration in which a bare number has the old unit, minutes. */
export function parseDurationOrMinutes(text: string): number | undefined {
  const plain = text.trim();
  return parseDuration(/^\d+(?:\.\d+)?$/.test(plain) ? `${plain}m` : plain);
}

/** Words for a duration, in its two largest units: `1d`, `1h30m`, `20s`. */
export function formatDuration(ms: number): string {
  let left = Math.round(ms / 1_000) * 1_000;
  const parts: string[] = [];
  for (const unit of ["d", "h", "m", "s"]) {
    const amount = Math.floor(left / UNITS_MS[unit]);
    if (amount > 0 && parts.length < 2) parts.push(`${amount}${unit}`);
    left -= amount * UNITS_MS[unit];
  }
  return parts.join("") || "0s";
}
