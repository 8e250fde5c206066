import type { LogSource } from "../../data/mod.ts";

/** Where logs are, short enough for a list: `claim/path`, or the address. */
export function placeOf(source: LogSource): string {
  if (source.__typename === "ObjectStoreLogSource") return source.url;
  return source.path ? `${source.claim}/${source.path}` : source.claim;
}
