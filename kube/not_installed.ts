import { qualified } from "./failure.ts";
import type { ResourceType } from "./resource_type.ts";

/** That a kind is not installed, as a sentence. */
export function notInstalledWords({ kind, plural, group, version }: ResourceType): string {
  return `${kind} is not installed: the CRD ${qualified(plural, group)} does not serve ${version}.`;
}
