/** An amount, exact to the nano as in Kubernetes: `digits` × 10^`exponent`. Compare with `compareQuantities`. */
export interface Quantity {
  readonly digits: bigint;
  readonly exponent: number;
  /** Which suffixes it was written with. */
  readonly format: "decimalSI" | "binarySI" | "decimalExponent";
}

/** More than any amount has: longer texts and larger exponents are refused rather than computed. */
const MAX_CHARACTERS = 64;
const MAX_EXPONENT = 64;
/** The smallest step that Kubernetes keeps is 10^-9. */
const NANO = -9;
/** What Kubernetes cuts larger amounts with binary suffixes to. */
const MAX_AMOUNT = 2n ** 63n - 1n;

const PATTERN = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/;
const DECIMAL_SUFFIXES = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_SUFFIXES = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** Reads a Kubernetes quantity such as `500m`, `1.5Gi`, `1e3` or the number 2; undefined for anything else. */
export function parseQuantity(text: string | number): Quantity | undefined {
  const written = String(text);
  const match = written.length <= MAX_CHARACTERS ? PATTERN.exec(written) : null;
  if (!match) return undefined;
  const [, sign, whole, fraction = "", suffix = "", power] = match;
  const binary = BINARY_SUFFIXES.indexOf(suffix);
  const tens = power === undefined ? decimalExponentOf(suffix) : Number(power);
  if (Math.abs(tens) > MAX_EXPONENT) return undefined;
  const unscaled = BigInt(`${sign === "-" ? "-" : ""}${whole}${fraction}`) * 1024n ** BigInt(Math.max(binary, 0));
  const format = power !== undefined ? "decimalExponent" : binary > 0 ? "binarySI" : "decimalSI";
  return bounded(unscaled, tens - fraction.length, format);
}

/** Negative, zero or positive, as `a` is less than, equal to or more than `b`. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaled(a, exponent) - scaled(b, exponent);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The sum, written as the first amount is unless that is nothing. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const exponent = Math.min(a.exponent, b.exponent);
  const { format } = a.digits === 0n ? b : a;
  return { digits: scaled(a, exponent) + scaled(b, exponent), exponent, format };
}

/** The nearest number: cores, bytes. */
export function quantityToNumber(quantity: Quantity): number {
  return Number(`${quantity.digits}e${quantity.exponent}`);
}

/** The canonical text, as the apiserver prints it: `0.5` is `500m`, `1024Mi` is `1Gi`. */
export function formatQuantity(quantity: Quantity): string {
  if (quantity.digits === 0n) return "0";
  return (quantity.format === "binarySI" && formatBinary(quantity)) || formatDecimal(quantity);
}

function decimalExponentOf(suffix: string): number {
  const index = DECIMAL_SUFFIXES.indexOf(suffix);
  return index < 0 ? 0 : (index - 3) * 3;
}

/** Rounds away from zero to nanos and cuts binary amounts at 2^63 - 1, as Kubernetes does while parsing. */
function bounded(digits: bigint, exponent: number, format: Quantity["format"]): Quantity {
  if (exponent < NANO) {
    const unit = 10n ** BigInt(NANO - exponent);
    const cut = digits / unit;
    const away = cut * unit === digits ? 0n : digits < 0n ? -1n : 1n;
    return bounded(cut + away, NANO, format);
  }
  const quantity = { digits, exponent, format };
  const limit = { digits: digits < 0n ? -MAX_AMOUNT : MAX_AMOUNT, exponent: 0, format };
  const isBeyond = compareQuantities(quantity, limit) === (digits < 0n ? -1 : 1);
  return format === "binarySI" && isBeyond ? limit : quantity;
}

function scaled(quantity: Quantity, exponent: number): bigint {
  return quantity.digits * 10n ** BigInt(quantity.exponent - exponent);
}

/** Undefined where binary suffixes would be inexact or below 1024: those are printed as decimals. */
function formatBinary(quantity: Quantity): string | undefined {
  let value = scaled(quantity, Math.min(quantity.exponent, 0));
  const unit = 10n ** BigInt(Math.max(-quantity.exponent, 0));
  if (value % unit !== 0n) return undefined;
  value /= unit;
  if (value > -1024n && value < 1024n) return undefined;
  let power = 0;
  for (; value % 1024n === 0n; value /= 1024n) power++;
  return `${value}${BINARY_SUFFIXES[power]}`;
}

function formatDecimal(quantity: Quantity): string {
  let { digits, exponent } = quantity;
  for (; digits % 10n === 0n; digits /= 10n) exponent++;
  // Exponents go by threes, and there is no suffix above E.
  const max = quantity.format === "decimalExponent" ? Infinity : 18;
  for (; exponent % 3 !== 0 || exponent > max; digits *= 10n) exponent--;
  if (quantity.format === "decimalExponent") return exponent === 0 ? `${digits}` : `${digits}e${exponent}`;
  return `${digits}${DECIMAL_SUFFIXES[exponent / 3 + 3]}`;
}
