import type { Workload } from "../../kube/explain/mod.ts";

/** What an annotation of a workload records as JSON; undefined where there is none, or nothing that `isWanted`. */
export function recordedJson<T>(
  workload: Workload | undefined,
  annotation: string,
  isWanted: (value: unknown) => value is T,
): T | undefined {
  const text = workload?.metadata.annotations?.[annotation];
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isWanted(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
