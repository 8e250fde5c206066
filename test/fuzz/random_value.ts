import type { Schema } from "../../kube/schema.ts";

/** Texts that somewhere mean something, or that no code expects. */
const TEXTS = [
  ...[
    "",
    "a",
    "train",
    "data",
    "true",
    "null",
    "0",
    "..",
    "/",
    "//",
    "-",
    "_",
    " ",
    "é",
    "💥",
    "a,b:c",
    "{",
    "x".repeat(300),
  ],
  ...["pvc://", "pvc://data", "pvc:///x", "pvc://data/../..", "s3://b", "gs://b/c", "https://h/p", "/cns/a", "/mnt/x"],
  ...["2026-11-23T10:00:00Z", "2026-13-45T99:99:99Z", "TCP", "ReadWriteOnce", "Running", "True", "False", "Ready"],
];
const AMOUNTS = ["0", "0.5", "500m", "1e3", ".5", "1Gi", "-1", 1, 0, "1.5Gi", "100n"];

const INSTANTS = [
  "2026-11-23T10:00:00Z",
  "2026-11-23T10:01:30.123456Z",
  "1970-01-01T00:00:00Z",
  "9999-12-31T23:59:59Z",
];

/** Says what to choose by numbers in [0, 1). */
export type Random = () => number;

/** One of several. */
export function oneOf<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)];
}

/** A value that a schema allows, as deep as it goes but the rarer the deeper; quite often one that nobody would write. */
export function randomValue(random: Random, schema: Schema, depth = 0): unknown {
  if (schema.enum) return oneOf(random, schema.enum);
  if (schema["x-kubernetes-int-or-string"]) {
    return schema.pattern || schema.format === "quantity"
      ? oneOf(random, AMOUNTS)
      : oneOf(random, [0, 80, -1, 70_000, "http", "", "25%"]);
  }
  switch (schema.type) {
    case "string":
      return oneOf(random, schema.format === "date-time" ? INSTANTS : TEXTS);
    case "integer":
    case "number":
      return Math.max(schema.minimum ?? -Infinity, oneOf(random, [0, 1, 2, 8888, -1, 65_536, 2 ** 31 - 1]));
    case "boolean":
      return random() < 0.5;
    case "array":
      return randomList(random, schema, depth);
    default:
      return randomObject(random, schema, depth);
  }
}

function randomList(random: Random, schema: Schema, depth: number): unknown[] {
  const length = Math.max(schema.minItems ?? 0, Math.floor(random() * 3));
  const items = Array.from({ length }, () => randomValue(random, schema.items ?? {}, depth + 1));
  const keys = schema["x-kubernetes-list-map-keys"];
  if (!keys) return items;
  const identify = (item: unknown) =>
    JSON.stringify(keys.map((key) => (item as Record<string, unknown>)[key] ?? "TCP"));
  return [...new Map(items.map((each) => [identify(each), each])).values()];
}

function randomObject(random: Random, schema: Schema, depth: number): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties } = schema;
  const value: Record<string, unknown> = {};
  const likelihood = depth < 3 ? 0.5 : 1 / (depth + 1);
  for (const [name, each] of Object.entries(properties)) {
    if (required.includes(name) || random() < likelihood) value[name] = randomValue(random, each, depth + 1);
  }
  if (typeof additionalProperties === "object") {
    for (const key of TEXTS.slice(1, 4)) {
      if (random() < 0.3) value[key] = randomValue(random, additionalProperties, depth + 1);
    }
  }
  return value;
}
