/** The units an amount of bytes can be given in. */
export const UNITS = ["Mi", "Gi", "Ti"] as const;

/** A number with a unit as a quantity; what carries its own unit, or is no number, goes to the server as it is. */
export function toQuantity(amount: string, unit: string): string {
  const text = amount.trim().replace(",", ".");
  return /^\d*\.?\d+$/.test(text) ? `${text}${unit}` : text;
}

/** The inverse for an amount of bytes: a number and one of the units. */
export function fromQuantity(
  { quantity, value }: { quantity: string; value: number },
): { amount: string; unit: string } {
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(quantity);
  if (match) return { amount: match[1]!, unit: match[2]! };
  return { amount: String(Math.ceil(value / 2 ** 20)), unit: "Mi" };
}
