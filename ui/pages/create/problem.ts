/** Something that stands in the way of a launch. */
export interface Problem<Draft> {
  /** The name of a field; null where it concerns the whole. */
  field: string | null;
  message: string;
  nextStep: string | null;
  /** A change that would help, to be offered as a button. */
  remedy: { label: string; change: Partial<Draft> } | null;
  /** Whether something is there that cannot be, which is told at once; a gap is told at a launch. */
  isWrong?: boolean;
}

/** A field that has to hold something, with what is said where it does not. */
export interface Needed {
  field: string;
  text: string;
  message: string;
  /** Whether it is asked for now; by default it is. */
  isAsked?: boolean;
  /** Whether what it holds can be; asked only where it holds something. */
  isPossible?: boolean;
}

/** What is still to be filled in, or is plainly wrong: no question for the server. */
export function gapsOf<Draft>(needed: readonly Needed[]): Problem<Draft>[] {
  return needed
    .filter(({ text, isAsked = true, isPossible = true }) => isAsked && (text.trim() === "" || !isPossible))
    .map(({ field, message, text }) => ({ field, message, nextStep: null, remedy: null, isWrong: text.trim() !== "" }));
}

/** Which field a path of the server's input is about: the first prefix that fits decides; null where none does. */
export function fieldOfPath(
  path: readonly string[] | null,
  fields: readonly (readonly [prefix: string, field: string])[],
): string | null {
  const joined = (path?.[0] === "input" ? path.slice(1) : path ?? []).join("/");
  return fields.find(([prefix]) => joined === prefix || joined.startsWith(`${prefix}/`))?.[1] ?? null;
}

/** The id of a field's control, which the list of problems links to. */
export function fieldId(field: string): string {
  return `new-${field}`;
}
