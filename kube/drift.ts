import { findDropped } from "./drift_ownership.ts";
import { findChanged } from "./drift_values.ts";
import type { KubeObject } from "./object.ts";
import { fieldOf, type RootedSchema, type Schema } from "./schema.ts";

/** Why an apply is needed; paths read like `spec.template.spec.containers[name=main].image`. */
export interface Drift {
  /** Fields that are desired and are not so. */
  readonly changed: readonly string[];
  /** Fields that our manager owns by Apply and that are no longer desired. */
  readonly dropped: readonly string[];
  /** Whether our manager owns nothing by Apply: the object was made by another, and an apply adopts it. */
  readonly isUnowned: boolean;
}

/** Whose Apply is compared, and by which schema. */
export interface DriftOptions {
  manager: string;
  /** Such as `status`; absent for the object itself. */
  subresource?: string;
  /** Without it lists compare as a whole. */
  schema?: RootedSchema;
}

/** CRDs say nothing of metadata; the server takes it as it does everywhere. */
const METADATA: Schema = {
  type: "object",
  properties: {
    ownerReferences: {
      type: "array",
      "x-kubernetes-list-type": "map",
      "x-kubernetes-list-map-keys": ["uid"],
      items: { type: "object", "x-kubernetes-map-type": "atomic" },
    },
    finalizers: { type: "array", "x-kubernetes-list-type": "set" },
  },
};

/**
 * What an apply of `desired` (a body as it would be sent) would change in `live`; undefined when nothing. Fields that
 * others added or the server defaulted are no drift.
 */
export function findDrift(desired: KubeObject, live: KubeObject, options: DriftOptions): Drift | undefined {
  const { manager, subresource, schema: root } = options;
  const definitions = root?.definitions ?? {};
  const entry = live.metadata.managedFields?.find((each) =>
    each.manager === manager && each.operation === "Apply" && (each.subresource ?? "") === (subresource ?? "")
  );
  const changed: string[] = [];
  const dropped: string[] = [];
  for (const name of new Set([...Object.keys(desired), ...fieldsIn(entry?.fieldsV1)])) {
    if (name === "apiVersion" || name === "kind") continue;
    const schema = topLevelSchema(root, name);
    const [wanted, present] = [desired, live].map((object) => (object as unknown as Record<string, unknown>)[name]);
    changed.push(...findChanged(wanted, present, schema, definitions, name));
    const owned = entry?.fieldsV1?.[`f:${name}`];
    if (owned && wanted === undefined) dropped.push(name);
    else if (owned) dropped.push(...findDropped(owned as Record<string, unknown>, wanted, schema, definitions, name));
  }
  const isUnowned = entry === undefined;
  return changed.length > 0 || dropped.length > 0 || isUnowned ? { changed, dropped, isUnowned } : undefined;
}

/** Whether an apply of `desired` would change anything; true where nothing lives yet. */
export function needsApply(desired: KubeObject, live: KubeObject | undefined, options: DriftOptions): boolean {
  return live === undefined || findDrift(desired, live, options) !== undefined;
}

function fieldsIn(fields: Record<string, unknown> | undefined): string[] {
  return Object.keys(fields ?? {}).filter((key) => key.startsWith("f:")).map((key) => key.slice(2));
}

function topLevelSchema(root: RootedSchema | undefined, name: string): Schema | undefined {
  const known = root && fieldOf(root.schema, name, root.definitions);
  return name === "metadata" && known?.properties === undefined ? METADATA : known;
}
