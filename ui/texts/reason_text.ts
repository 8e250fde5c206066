import { memoryQuantity } from "./amounts.ts";
import { say, type Sentence } from "./sentence.ts";

/** What a sentence is made of: the explanation's parameters by name, and times made readable. */
export interface ReasonValues {
  /** A parameter; empty where the server did not give it. */
  get(name: string): string;
  /** When the state began, readable. */
  since: string;
  /** A parameter that is an instant (RFC 3339), readable; empty where it is not given. */
  time(name: string): string;
}

/** What is the case (≤ 90 characters, present tense) and what to do about it, as an imperative. */
export interface ReasonText {
  what(values: ReasonValues): Sentence;
  next?(values: ReasonValues): Sentence;
}

const RESOURCE_WORDS: Record<string, string> = {
  cpu: "CPU",
  memory: "memory",
  "requests.cpu": "CPU",
  "requests.memory": "memory",
};

/** What people call the resource that a sentence is about. */
export const resource = (v: ReasonValues) => RESOURCE_WORDS[v.get("resource")] ?? (v.get("resource") || "room");

/** An amount of that resource with its name: `0.5 CPU`, `2 GiB of memory`, `3 servers`; `bare` leaves the name out. */
export function amountOf(v: ReasonValues, name: string, { bare = false } = {}): string {
  const quantity = v.get(name);
  const millis = /^(\d+)m$/.exec(quantity)?.[1];
  const amount = millis && resource(v) === "CPU" ? String(Number(millis) / 1000) : memoryQuantity(quantity);
  if (bare) return amount;
  return amount === quantity || millis ? `${amount} ${resource(v)}` : `${amount} of ${resource(v)}`;
}

/** By whom something was asked; nothing where that is not known. */
export const by = (v: ReasonValues): Sentence => v.get("by") ? say` by ${v.get("by")}` : [];

/** The server's own part of a sentence, without a full stop of its own. */
export const detail = (v: ReasonValues) => v.get("detail").replace(/[.\s]+$/, "");

/** The name of the volume. */
export const volume = (v: ReasonValues) => v.get("volume") || "its volume";

/** `14:01` → ` at 14:01`, `23 Nov, 14:01` → ` on 23 Nov, 14:01`; `yesterday 14:01` stands by itself. */
export function atTime(time: string): Sentence {
  if (/^\d\d:\d\d$/.test(time)) return say` at ${time}`;
  return /^\d/.test(time) ? say` on ${time}` : say` ${time}`;
}
