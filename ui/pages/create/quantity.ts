/** The units an amount of bytes can be given in. */
export const UNITS = ["Mi", "Gi", "Ti"] as const;

/** A number with a unit as a quantity; what carries its own unit, or is no number, goes to the server as it is. */
export function toQuantity(amount: string, unit: string): string {
  const text = amount.trim().replace(",", ".");
  return /^\d*\.?\d+$/.test(text) ? `${text}${unit}` : text;
}
