import type { DevProcess } from "./dev_process.ts";

/** What the apiserver of a `task dev` with LOG_LEVEL=debug was asked so far: `list /api/v1/pods`, in order. */
export function requestsTo(dev: DevProcess): string[] {
  const asked = dev.output.text.matchAll(/^debug: asked .*part=apiserver.*$/gm);
  const found = [...asked].map(([line]) =>
    `${valueOf(line, "verb")} ${valueOf(line, "path")} (${valueOf(line, "user")})`
  );
  if (found.length === 0) throw new Error("Cannot count the apiserver's requests: it logs none at LOG_LEVEL=debug");
  return found;
}

function valueOf(line: string, name: string): string {
  return new RegExp(` ${name}=(\\S*)`).exec(line)?.[1] ?? "";
}
