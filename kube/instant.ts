const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const MINUTE_MS = 60_000;

/**
 * Reads an instant as RFC 3339 writes it, in ms since 1970: with its zone, since without one it would be off by hours, on a
 * day that there is. A leap second is the second after it. Undefined for anything else.
 */
export function parseInstant(text: unknown): number | undefined {
  const match = typeof text === "string" ? RFC_3339.exec(text) : null;
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour, minute, second, Math.floor(Number(`0${match[7] ?? ""}`) * 1_000));
  const ms = date.getTime() - offsetMs(match[8], Number(match[9]), Number(match[10]));
  return second < 60 || isMonthBegin(new Date(ms)) ? ms : undefined;
}

function offsetMs(sign: string | undefined, hours: number, minutes: number): number {
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
}

/** Leap seconds end a month, by UTC. */
function isMonthBegin(at: Date): boolean {
  return at.getUTCDate() === 1 && at.getUTCHours() === 0 && at.getUTCMinutes() === 0;
}
