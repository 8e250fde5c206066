import type { Pod } from "./builtins.ts";

/** The names of the claims among a pod's volumes, each once. */
export function claimNamesOf(volumes: NonNullable<Pod["spec"]>["volumes"]): string[] {
  const names = (volumes ?? []).map((each) => each.persistentVolumeClaim?.claimName);
  return [...new Set(names.filter((each) => each !== undefined))];
}
