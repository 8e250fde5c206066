import { assert, assertEquals } from "@std/assert";
import { compareQuantities, formatQuantity, parseQuantity, type Quantity, quantityToNumber } from "./quantity.ts";

/** What Kubernetes' own `resource.ParseQuantity` of 1.36 makes of them. */
const CANONICAL: Record<string, string> = {
  "0.5": "500m",
  "1024Mi": "1Gi",
  "1.5Gi": "1536Mi",
  "1e3": "1e3",
  "100e-1": "10",
  "0.1Ki": "102400m",
  "1025": "1025",
  "1023Ki": "1023Ki",
  "1000k": "1M",
  "1E": "1E",
  "1E3": "1e3",
  ".5": "500m",
  "5.": "5",
  "+5": "5",
  "-1500m": "-1500m",
  "-0.5Mi": "-512Ki",
  "0.0000000001": "1n",
  "-0.0000000001": "-1n",
  "1e-12": "1e-9",
  "1e21": "1e21",
  "12e5": "1200e3",
  "0Ki": "0",
  "-0": "0",
  "99999999999999999999": "99999999999999999999",
  "99999999999999999999Ki": "9223372036854775807",
  "1.2345678901234Gi": "1325607178192931102n",
  "1288490188800m": "1288490188800m",
};

Deno.test("quantities are printed as Kubernetes prints them", () => {
  for (const [text, canonical] of Object.entries(CANONICAL)) assertEquals(formatQuantity(parse(text)), canonical, text);
});

Deno.test("what is no quantity is refused", () => {
  for (
    const text of ["", " ", ".", "-", "e3", "1e", "1Z", "1 Gi", "1K", "1mi", "1Gib", "0x10", "1_000", "1,5", "NaN", "١"]
  ) {
    assertEquals(parseQuantity(text), undefined, text);
  }
});

Deno.test("what would be large to compute is refused at once", () => {
  for (const text of ["1e400", "1e-400", "9".repeat(300), `1e${"9".repeat(30)}`, `0.${"0".repeat(300)}1`]) {
    assertEquals(parseQuantity(text), undefined, text.slice(0, 12));
  }
});

Deno.test("equal amounts are equal however they are written", () => {
  const groups = [["0.5", "500m", "5e-1", "500000u"], ["1Gi", "1024Mi", "1073741824", "1073741824000m"], [
    "0",
    "0Gi",
    "-0",
  ]];
  for (const group of groups) {
    for (const a of group) for (const b of group) assertEquals(compareQuantities(parse(a), parse(b)), 0, `${a} ${b}`);
  }
  const ascending = ["-1", "-1m", "0", "1n", "1m", "999m", "1", "1k", "1Ki", "1M", "1Mi", "1E", "1Ei", "1e30"].map(
    parse,
  );
  for (const [i, a] of ascending.entries()) {
    for (const [j, b] of ascending.entries()) assertEquals(Math.sign(compareQuantities(a, b)), Math.sign(i - j));
  }
});

Deno.test("numbers are read as they are written, and amounts become the nearest number", () => {
  assertEquals([parse(2), parse(0.5), parse(1e21)].map(quantityToNumber), [2, 0.5, 1e21]);
  assertEquals(["250m", "1.5Gi", "100u", "-3k"].map((text) => quantityToNumber(parse(text))), [
    0.25,
    1610612736,
    1e-4,
    -3000,
  ]);
});

Deno.test("printing keeps the amount and is stable, for many random quantities", () => {
  const random = randomNumbers(20261123);
  const suffixes = [
    "n",
    "u",
    "m",
    "",
    "k",
    "M",
    "G",
    "T",
    "P",
    "E",
    "Ki",
    "Mi",
    "Gi",
    "Ti",
    "Pi",
    "Ei",
    "e3",
    "e-3",
    "E7",
  ];
  for (let i = 0; i < 5_000; i++) {
    const fraction = random() < 0.4 ? `.${Math.floor(random() * 10 ** Math.floor(random() * 9))}` : "";
    const sign = random() < 0.1 ? "-" : "";
    const text = `${sign}${Math.floor(random() * 10 ** (1 + random() * 6))}${fraction}${
      suffixes[Math.floor(random() * suffixes.length)]
    }`;
    const quantity = parse(text);
    const printed = formatQuantity(quantity);
    assertEquals(compareQuantities(parse(printed), quantity), 0, `${text} → ${printed}`);
    assertEquals(formatQuantity(parse(printed)), printed, text);
    const number = quantityToNumber(quantity);
    assert(Math.abs(number - Number(quantity.digits) * 10 ** quantity.exponent) <= Math.abs(number) * 1e-12, text);
  }
});

function parse(text: string | number): Quantity {
  const quantity = parseQuantity(text);
  if (!quantity) throw new Error(`Cannot parse ${text}: it is no quantity.`);
  return quantity;
}

/** The same numbers in [0, 1) at each run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1103515245) + 12345) >>> 0) / 2 ** 32;
}
