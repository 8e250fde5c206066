import { at, type Fields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { addQuantities, compareQuantities, parseQuantity, type Quantity } from "../quantity.ts";

/** How much of what. */
export type Amounts = Map<string, Quantity>;

/** Reads amounts by their names, as `resources.requests` and `spec.hard` write them; what cannot be read is left out. */
export function readAmounts(fields: unknown): Amounts {
  const entries = Object.entries((fields ?? {}) as Fields).flatMap(([name, value]): [string, Quantity][] => {
    const amount = parseQuantity(value as string);
    return amount ? [[name, amount]] : [];
  });
  return new Map(entries);
}

export const ONE: Quantity = parseQuantity(1)!;
export const ZERO: Quantity = parseQuantity(0)!;

/** Adds `more` to `sum`, which changes. */
export function addAmounts(sum: Amounts, more: Amounts): Amounts {
  for (const [name, amount] of more) sum.set(name, addQuantities(sum.get(name) ?? ZERO, amount));
  return sum;
}

/** Containers as they run: those that start the pod are over before the others begin. */
export const containersOf = (pod: UntypedObject, path = "spec.containers") => (at(pod, path) ?? []) as Fields[];

/** What a pod asks for, or is limited to: the sum of its containers, or its largest init container where that is more. */
export function amountsOfPod(pod: UntypedObject, what: "requests" | "limits"): Amounts {
  const read = (container: Fields) => readAmounts(at(container, `resources.${what}`));
  const sum = containersOf(pod).map(read).reduce(addAmounts, new Map());
  for (const container of containersOf(pod, "spec.initContainers")) {
    for (const [name, amount] of read(container)) {
      const before = sum.get(name);
      if (!before || compareQuantities(amount, before) > 0) sum.set(name, amount);
    }
  }
  return sum;
}
