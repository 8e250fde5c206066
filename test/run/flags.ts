/** What a command's flag takes: a number of its own unit, or nothing. */
export interface FlagSpec {
  kind: "count" | "switch";
  /** For the words: what it does. */
  about: string;
}

/** Flags of a command line by their names, and what stood there without dashes. */
export interface Flags<Name extends string> {
  count(name: Name): number | undefined;
  isOn(name: Name): boolean;
  words: string[];
}

/**
 * Reads `--name=5` and `--name`; whatever is not among `specs` is an error that says what there is. `words` are taken
 * only where they are among `known`.
 */
export function parseFlags<Name extends string>(
  args: readonly string[],
  specs: Readonly<Record<Name, FlagSpec>>,
  known: readonly string[] = [],
): Flags<Name> {
  const values = new Map<string, string>();
  const words: string[] = [];
  for (const arg of args) {
    const [, name, value = ""] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name === undefined && known.includes(arg)) words.push(arg);
    else if (name !== undefined && name in specs) values.set(name, checked(arg, specs[name as Name], value));
    else throw new Error(`Cannot read ${arg}: ${whatThereIs(specs, known)}`);
  }
  return {
    count: (name) => values.has(name) ? Number(values.get(name)) : undefined,
    isOn: (name) => values.has(name),
    words,
  };
}

function checked(arg: string, { kind }: FlagSpec, value: string): string {
  if (kind === "count" && !/^[1-9]\d{0,5}$/.test(value)) {
    throw new Error(`Cannot read ${arg}: it takes a whole number above 0, as --name=5.`);
  }
  if (kind === "switch" && value !== "") throw new Error(`Cannot read ${arg}: it takes no value.`);
  return value;
}

function whatThereIs(specs: Readonly<Record<string, FlagSpec>>, known: readonly string[]): string {
  const flags = Object.entries(specs).map(([name, { kind, about }]) =>
    `  --${name}${kind === "count" ? "=N" : ""}  ${about}`
  );
  return [known.length > 0 ? `there are ${known.join(", ")}, and` : "there is", ...flags].join("\n");
}
