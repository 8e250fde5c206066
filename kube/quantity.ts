/** An exact amount: `digits` × 10^`exponent`, normalised so that equal amounts are equal. */
export interface Quantity {
  /** Significant digits with sign; not a multiple of ten unless zero. */
  readonly digits: bigint;
  readonly exponent: number;
  /** Which suffixes it was written with. */
  readonly format: "decimalSI" | "binarySI" | "decimalExponent";
}

/** Reads a Kubernetes quantity such as `500m`, `1.5Gi` or `1e3`; undefined for anything else. */
export function parseQuantity(_text: string | number): Quantity | undefined {
  throw new Error("Cannot parse a quantity: not written yet.");
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compareQuantities(_a: Quantity, _b: Quantity): number {
  throw new Error("Cannot compare quantities: not written yet.");
}

/** The nearest number: cores, bytes. */
export function quantityToNumber(_quantity: Quantity): number {
  throw new Error("Cannot convert a quantity: not written yet.");
}

/** The canonical text, as the apiserver prints it. */
export function formatQuantity(_quantity: Quantity): string {
  throw new Error("Cannot format a quantity: not written yet.");
}
