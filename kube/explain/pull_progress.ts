import { PULL_PROGRESS_ANNOTATION } from "../annotations.ts";
import type { Pod } from "../builtins.ts";

/** How far the node is with an image, in the units it counts; empty where it does not say. */
export function pullProgressOf(pod: Pod): Record<string, string> {
  const text = pod.metadata.annotations?.[PULL_PROGRESS_ANNOTATION];
  if (text === undefined) return {};
  const { done, total, unit, phase, bytes } = parse(text);
  if (typeof done !== "number" || typeof total !== "number" || total <= 0) return {};
  const counted = {
    ...{ done: String(done), total: String(total), unit: typeof unit === "string" ? unit : "packages" },
    ...(typeof bytes === "number" && bytes > 0 ? { bytes: String(bytes) } : {}),
  };
  // Each phase counts from nothing again, which would puzzle whoever sees only the numbers.
  return typeof phase === "string" ? { ...counted, phase } : counted;
}

/** Whether the node says that it is pulling. */
export function isPullReported(pod: Pod): boolean {
  return pod.metadata.annotations?.[PULL_PROGRESS_ANNOTATION] !== undefined;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}
