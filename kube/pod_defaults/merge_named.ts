import { isFields } from "../json_value.ts";
import { describeConflict, type PodDefaultChange, type PodDefaultConflict } from "./pod_default_change.ts";
import { isSameItem } from "./same_item.ts";

/** What merging has found so far. */
export interface Findings {
  changes: PodDefaultChange[];
  conflicts: PodDefaultConflict[];
}

/** What one PodDefault offers for a list. */
export interface Offer {
  podDefault: string;
  items: readonly unknown[];
}

/** Which list is merged. */
export interface MergedList extends Pick<PodDefaultChange, "field" | "container"> {
  /** The fields of which each says which item it is; the first one names it. */
  keys: readonly string[];
  /** Of several items of one key in the pod the last counts, as for the kubelet's variables; else any may be equal. */
  isLastOnly?: boolean;
}

/** An item that is there, and the PodDefault that gave it; undefined: the pod has it. */
interface Known {
  item: unknown;
  from?: string;
}

/**
 * A list with what PodDefaults offer for it: new is added, equal is fine, different is a conflict. What is no object
 * is left out: no item is.
 */
export function mergeNamed(
  own: readonly unknown[],
  offers: readonly Offer[],
  { keys, field, container, isLastOnly = false }: MergedList,
  { changes, conflicts }: Findings,
): unknown[] {
  const known = keys.map((key) => Map.groupBy(own.map((item): Known => ({ item })), ({ item }) => textAt(item, key)));
  const merged = [...own];
  const place = container === undefined ? {} : { container };
  for (const { podDefault, items } of offers) {
    for (const item of items.filter((each) => isFields(each))) {
      const found = keys.map((key, index) => known[index].get(textAt(item, key)) ?? []);
      const others = found.map((each) => findDifferent(item, each, isLastOnly));
      const index = Math.max(0, others.findIndex((each) => each !== undefined));
      const change: PodDefaultChange = { podDefault, field, name: textAt(item, keys[index]), ...place };
      if (others[index]) {
        conflicts.push(toConflict(change, others[index]));
        continue;
      }
      if (found.some((each) => each.length > 0)) continue;
      changes.push(change);
      merged.push(item);
      keys.forEach((key, index) => known[index].set(textAt(item, key), [{ item, from: podDefault }]));
    }
  }
  return merged;
}

/** What is known under a key, where nothing of it is equal to the item; undefined also where nothing is known. */
function findDifferent(item: unknown, known: readonly Known[], isLastOnly: boolean): Known | undefined {
  const counted = isLastOnly ? known.slice(-1) : known;
  return counted.some((each) => isSameItem(each.item, item)) ? undefined : counted.at(-1);
}

/** Two PodDefaults differ in whatever container: it is said once. */
function toConflict({ container, ...change }: PodDefaultChange, { from }: Known): PodDefaultConflict {
  if (from !== undefined) return describeConflict({ ...change, other: from });
  return describeConflict(container === undefined ? change : { ...change, container });
}

function textAt(item: unknown, key: string): string {
  const value = isFields(item) ? item[key] : undefined;
  return typeof value === "string" ? value : "";
}
