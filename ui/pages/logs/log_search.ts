import type { LogEntry, LogFeed } from "../../data/mod.ts";
import { stripAnsi } from "./ansi.ts";

/** The numbers of the lines that contain what is searched for, whatever the case. */
export function findLines(ring: LogFeed["ring"], search: string): number[] {
  const wanted = search.toLowerCase();
  if (!wanted) return [];
  const found: number[] = [];
  for (let index = ring.start; index < ring.end; index++) {
    if (textOf(ring.at(index)).toLowerCase().includes(wanted)) found.push(index);
  }
  return found;
}

/** The match to go to from a line: the next one, or the one before; round at the ends. Null where there is none. */
export function nextMatch(matches: readonly number[], from: number | null, isBackwards: boolean): number | null {
  if (matches.length === 0) return null;
  if (from === null) return matches[isBackwards ? matches.length - 1 : 0]!;
  return isBackwards
    ? matches.findLast((index) => index < from) ?? matches.at(-1)!
    : matches.find((index) => index > from) ?? matches[0]!;
}

/** A text cut where a search is found in it: every second piece is a match. */
export function splitMatches(text: string, search: string): string[] {
  if (!search) return [text];
  const escaped = search.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.split(new RegExp(`(${escaped})`, "gi"));
}

/** What a line says, without what terminals make of it; empty for a remark of ours. */
export function textOf(entry: LogEntry | undefined): string {
  return entry && "text" in entry ? stripAnsi(entry.text) : "";
}
