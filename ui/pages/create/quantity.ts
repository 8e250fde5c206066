/** The units an amount of bytes can be given in. */
export const UNITS = ["Mi", "Gi", "Ti"] as const;

/**
 * A number with a unit as a quantity. An amount of bytes may carry its own unit, as people write it (`16 GiB`, `16GB`,
 * `16g`); what is no such thing goes to the server as it is.
 */
export function toQuantity(amount: string, unit: string): string {
  const text = amount.trim().replace(",", ".");
  if (/^\d*\.?\d+$/.test(text)) return `${text}${unit}`;
  const [, number, prefix, binary] = /^(\d*\.?\d+)\s*([kmgtp])(i?)b?$/i.exec(text) ?? [];
  if (!number || !prefix || unit === "") return text;
  // A small letter alone is a power of 1024, as container runtimes and Java take it; a large one is what Kubernetes does.
  const isBinary = binary || (prefix === prefix.toLowerCase() && text.endsWith(prefix));
  const letter = prefix.toUpperCase();
  return `${number}${isBinary ? `${letter}i` : letter === "K" ? "k" : letter}`;
}

/** The inverse for an amount of bytes: a number and one of the units. */
export function fromQuantity(
  { quantity, value }: { quantity: string; value: number },
): { amount: string; unit: string } {
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(quantity);
  if (match) return { amount: match[1]!, unit: match[2]! };
  return { amount: String(Math.ceil(value / 2 ** 20)), unit: "Mi" };
}
