import type { Explanation } from "../data/documents/mod.ts";
import type { ReasonCode } from "./reason_codes.ts";
import type { ReasonText, ReasonValues } from "./reason_text.ts";
import { REASONS_EN } from "./reasons_en.ts";
import { plain, say, type Sentence } from "./sentence.ts";
import { clockTime, readableInstants, type TimeStyle } from "./times.ts";

/** An explanation made readable. */
export interface ExplanationText {
  what: Sentence;
  next: Sentence | null;
  /** The words are the server's own and English: to be marked as such. */
  isServerText: boolean;
}

type Explained = Pick<Explanation, "reason" | "message" | "nextStep" | "parameters" | "since">;

/** The sentence for an explanation: ours by its reason, else the server's message. `now` in epoch milliseconds. */
export function explain(explanation: Explained, now: number, style: TimeStyle = {}): ExplanationText {
  const isKnown = Object.hasOwn(REASONS_EN, explanation.reason);
  const text: ReasonText | null = isKnown ? REASONS_EN[explanation.reason as ReasonCode] : null;
  if (!text) return serverText(explanation, (words) => readableInstants(words, now, style));
  const values = valuesOf(explanation, now, style);
  return { what: text.what(values), next: nextOf(text, values), isServerText: false };
}

/** What to do, and that a change waits for a restart where the server says so. */
function nextOf(text: ReasonText, values: ReasonValues): Sentence | null {
  const next = text.next?.(values) ?? null;
  const pending = values.get("pending");
  if (!pending) return next;
  const words = say`A restart is pending: ${pending} changed.`;
  return next ? [...next, " ", ...words] : words;
}

function serverText({ message, nextStep }: Explained, readable: (words: string) => string): ExplanationText {
  return {
    what: [{ value: readable(message) }],
    next: nextStep ? [{ value: readable(nextStep) }] : null,
    isServerText: true,
  };
}

function valuesOf(explanation: Explained, now: number, style: TimeStyle): ReasonValues {
  const byName = new Map(explanation.parameters.map(({ name, value }) => [name, value]));
  const readable = (at: string) => Number.isNaN(Date.parse(at)) ? "" : clockTime(Date.parse(at), now, style);
  return {
    get: (name) => readableInstants(byName.get(name) ?? "", now, style),
    since: readable(explanation.since),
    time: (name) => readable(byName.get(name) ?? ""),
  };
}

/** What and next in one plain line, for labels and titles. */
export function explainPlain(explanation: Explained, now: number, style: TimeStyle = {}): string {
  const { what, next } = explain(explanation, now, style);
  return next ? `${plain(what)} ${plain(next)}` : plain(what);
}
