const ANY = String.raw`(?:0\.0\.0\.0|\*|::|\[::\])`;

/** Whether it stands for every address of the machine. */
export function isAnyAddress(text: string): boolean {
  return new RegExp(`^${ANY}$`).test(text);
}

/**
 * Makes a tool listen on its pod's address: each flag in `flags` whose value stands for every address gets `address`,
 * a flag without value (`--bind_all`) becomes the one that takes an address; also inside the text of `sh -c`.
 */
export function rewriteListening(
  argv: readonly string[],
  flags: Readonly<Record<string, string>>,
  address: string,
): string[] {
  return argv.map((arg, index) => {
    if (flags[argv[index - 1]] && isAnyAddress(arg)) return address;
    return Object.entries(flags).reduce((text, [flag, target]) => {
      const name = flag.replace(/[.*+?]/g, "\\$&");
      if (flag !== target) {
        return text.replace(new RegExp(`(?<![\\w-])${name}(?![\\w=-])`, "g"), `${target}=${address}`);
      }
      const valued = new RegExp(`(?<![\\w-])(${name}(?:=|\\s+))(['"]?)${ANY}\\2(?![\\w.*:])`, "g");
      return text.replace(valued, `$1$2${address}$2`);
    }, arg);
  });
}
