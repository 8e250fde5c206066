import { decodeJson, encodeJson } from "../opaque.ts";

/** How far one container's log was read: the instant of the last line, and how many lines of that instant. */
export interface ContainerCursor {
  at: string;
  count: number;
}

/** How far each container's log was read. */
export type LogCursor = Readonly<Record<string, ContainerCursor>>;

export function encodeLogCursor(cursor: LogCursor): string {
  return encodeJson(Object.entries(cursor).map(([container, { at, count }]) => [container, at, count]));
}

/** The inverse; undefined for a text that is no cursor of ours. */
export function decodeLogCursor(text: string): LogCursor | undefined {
  const value = decodeJson(text);
  if (!Array.isArray(value) || !value.every(isEntry)) return undefined;
  return Object.fromEntries(value.map(([container, at, count]) => [container, { at, count }]));
}

/** Passes over what was read before: `sinceTime` knows whole seconds only, and includes its own instant. */
export class CursorGate {
  #position: ContainerCursor | undefined;
  #skipped = 0;
  #from: ContainerCursor | undefined;

  constructor(from: ContainerCursor | undefined) {
    this.#from = from;
    this.#position = from;
  }

  /** How far it has let pass; undefined before the first line. */
  get position(): ContainerCursor | undefined {
    return this.#position;
  }

  /** The log is read again from about its position: what was let pass before must not pass twice. */
  reopen(): void {
    this.#from = this.#position;
    this.#skipped = 0;
  }

  /** Whether a line is new; moves the position on where it is. */
  pass(at: string): boolean {
    const from = this.#from;
    if (from && at < from.at) return false;
    if (from && at === from.at && this.#skipped < from.count) {
      this.#skipped += 1;
      return false;
    }
    this.#position = this.#position?.at === at ? { at, count: this.#position.count + 1 } : { at, count: 1 };
    return true;
  }
}

function isEntry(entry: unknown): entry is [string, string, number] {
  return Array.isArray(entry) && typeof entry[0] === "string" && /^[\dT:.Z-]{30}$/.test(entry[1]) &&
    Number.isInteger(entry[2]);
}
