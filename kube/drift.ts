import type { KubeObject } from "./object.ts";
import type { RootedSchema } from "./schema.ts";

/** Why an apply is needed. */
export interface Drift {
  /** Paths of fields that are desired and are not so, as `spec.template.spec.containers[name=main].image`. */
  readonly changed: readonly string[];
  /** Paths of fields that our manager owns by Apply and that are no longer desired. */
  readonly dropped: readonly string[];
}

/** Whose Apply is compared. */
export interface DriftOptions {
  manager: string;
  subresource?: string;
  /** Without it lists compare as a whole. */
  schema?: RootedSchema;
}

/** What an apply of `desired` would change in `live`; undefined when nothing. */
export function findDrift(_desired: KubeObject, _live: KubeObject, _options: DriftOptions): Drift | undefined {
  throw new Error("Cannot find drift: not written yet.");
}

/** Whether an apply of `desired` would change anything; true where nothing lives yet. */
export function needsApply(desired: KubeObject, live: KubeObject | undefined, options: DriftOptions): boolean {
  return live === undefined || findDrift(desired, live, options) !== undefined;
}
