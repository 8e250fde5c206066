import { ConfigError } from "./config_error.ts";

/** What `dev.ts` is asked for; no `part` and no reset: all of it. */
export interface DevArguments<Part extends string> {
  part?: Part;
  /** The kubeconfig of another cluster than the sandbox, as it was written. */
  join?: string;
  isReset: boolean;
  withImages: boolean;
}

/** Reads `[part] [--join path]` or `reset [--images]`. Whatever else there is, is refused: it was meant to do something. */
export function readDevArguments<Part extends string>(
  args: readonly string[],
  { parts, joining }: { parts: readonly Part[]; joining: readonly Part[] },
): DevArguments<Part> {
  const [first, ...others] = args;
  const isReset = first === "reset";
  const part = parts.find((each) => each === first);
  if (first !== undefined && !first.startsWith("-") && !part && !isReset) {
    throw new ConfigError(first, `is no part; there are ${parts.join(", ")}.`);
  }
  const read: DevArguments<Part> = { ...part ? { part } : {}, isReset, withImages: false };
  const rest = part || isReset ? others : [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, joined] = /^--join(?:=(.*))?$/.exec(word) ?? ["", undefined];
    if (word === "--join" || joined !== undefined) {
      if (!part || !joining.includes(part)) throw new ConfigError("--join", `is for ${joining.join(" and ")} alone.`);
      read.join = joined ?? rest.shift();
      if (!read.join) throw new ConfigError("--join", "needs the path of a kubeconfig.");
    } else if (word === "--images" && isReset) read.withImages = true;
    else throw new ConfigError(word, "is not known here.");
  }
  return read;
}
