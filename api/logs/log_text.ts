/** Longest line that is kept, in bytes of UTF-8. */
export const MAX_LINE_BYTES = 16 * 1024;

// deno-lint-ignore no-control-regex -- these are what is looked for
const COLOUR = /\u001b\[[0-9;]*m/g;
// deno-lint-ignore no-control-regex -- see above; tab is kept
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A line that is safe to show: control characters but ANSI colours become U+FFFD, and a carriage return begins anew. */
export function cleanLine(text: string): string {
  const ended = text.replace(/\r+$/, "");
  const visible = ended.slice(ended.lastIndexOf("\r") + 1);
  const parts = visible.split(COLOUR);
  const colours = visible.match(COLOUR) ?? [];
  return parts.map((part, index) => part.replace(CONTROL, "\ufffd") + (colours[index] ?? "")).join("");
}

/** One line of a log as the kubelet sends it with timestamps. */
export interface ParsedLine {
  /** RFC 3339 with nanoseconds, padded so that texts compare as instants do. */
  at: string;
  text: string;
}

/** Splits off the timestamp; undefined for a line that has none, such as the kubelet's own words. */
export function parseLine(line: string): ParsedLine | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d) ?([^]*)$/.exec(line);
  if (!match) return undefined;
  const [, seconds, fraction = ".", zone, text] = match;
  const base = zone === "Z" ? seconds : new Date(`${seconds}${zone}`).toISOString().slice(0, 19);
  return { at: `${base}${fraction.padEnd(10, "0").slice(0, 10)}Z`, text };
}
