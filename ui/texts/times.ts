const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago an instant was, in the shortest words; instants in epoch milliseconds. */
export function ago(at: number, now: number): string {
  const past = now - at;
  if (past < MINUTE) return "just now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min ago`;
  if (past < DAY) return `${Math.floor(past / HOUR)} h ago`;
  const days = Math.floor(past / DAY);
  if (days === 1) return "1 day ago";
  return days < 60 ? `${days} days ago` : `${Math.floor(days / 30)} months ago`;
}

const UNIT_WORDS: readonly (readonly [unit: RegExp, write: (count: string) => string])[] = [
  [/(\d+)D/, (count) => count === "1" ? "1 day" : `${count} days`],
  [/(\d+)H/, (count) => `${count} h`],
  [/T.*?(\d+)M/, (count) => `${count} min`],
  [/(\d+)S/, (count) => `${count} s`],
];

/** An ISO 8601 duration for reading: `P1DT8H` → `1 day 8 h`. */
export function readableDuration(duration: string): string {
  return UNIT_WORDS.flatMap(([unit, write]) => unit.exec(duration)?.slice(1).map(write) ?? []).join(" ");
}

const SPAN_WORDS: Record<string, readonly [one: string, many: string]> = {
  w: ["week", "weeks"],
  d: ["day", "days"],
  h: ["h", "h"],
  m: ["min", "min"],
  s: ["s", "s"],
};

/** A text in which durations as admins write them are readable: `for 1d12h` → `for 1 day 12 h`. */
export function readableSpans(text: string): string {
  const words = (_whole: string, count: string, unit: string) =>
    `${count} ${SPAN_WORDS[unit]![count === "1" ? 0 : 1]} `;
  return text.replace(
    /\b(?:\d+(?:\.\d+)?[wdhms])+\b/g,
    (span) => span.replace(/(\d+(?:\.\d+)?)([wdhms])/g, words).trim(),
  );
}

const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g;

/** Milliseconds of an ISO 8601 duration in days, hours, minutes and seconds; 0 for what is none. */
export function durationMs(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration)?.map(Number).map((each) => each || 0) ?? [];
  return days * DAY + hours * HOUR + minutes * MINUTE + seconds * 1_000;
}

/** Which zone and language times are written in. */
export interface TimeStyle {
  /** An IANA zone; the reader's own when left out. */
  timeZone?: string;
}

/** A time of day today, else with the day: `14:02`, `yesterday 18:04`, `tomorrow 09:00`, `3 Nov, 18:04`. */
export function clockTime(at: number, now: number, style: TimeStyle = {}): string {
  const time = format(at, { hour: "2-digit", minute: "2-digit" }, style);
  const day = dayOf(at, style);
  if (day === dayOf(now, style)) return time;
  if (day === dayOf(now - DAY, style)) return `yesterday ${time}`;
  if (day === dayOf(now + DAY, style)) return `tomorrow ${time}`;
  return `${format(at, { day: "numeric", month: "short" }, style)}, ${time}`;
}

/** A text of the server's in which instants (RFC 3339) are written as the reader's own times. */
export function readableInstants(text: string, now: number, style: TimeStyle = {}): string {
  return text.replace(INSTANT, (at) => Number.isNaN(Date.parse(at)) ? at : clockTime(Date.parse(at), now, style));
}

/** The whole instant, with seconds and zone. */
export function fullTime(at: number, style: TimeStyle = {}): string {
  return format(at, { dateStyle: "medium", timeStyle: "long" }, style);
}

/** A time of day with seconds: `14:02:07`. */
export function secondTime(at: number, style: TimeStyle = {}): string {
  return format(at, { hour: "2-digit", minute: "2-digit", second: "2-digit" }, style);
}

function dayOf(at: number, style: TimeStyle): string {
  return format(at, { year: "numeric", month: "2-digit", day: "2-digit" }, style);
}

function format(at: number, options: Intl.DateTimeFormatOptions, style: TimeStyle): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: style.timeZone }).format(at);
}
