import { GraphQLError } from "graphql";
import { parseInstant } from "../../kube/mod.ts";
import { builder } from "./builder.ts";

builder.scalarType("DateTime", {
  description: "RFC 3339, UTC, at most milliseconds.",
  specifiedByURL: "https://scalars.graphql.org/andimarek/date-time",
  serialize: (value) => toDate(value).toISOString(),
  parseValue: toDate,
});

builder.scalarType("Duration", {
  description: "ISO 8601 duration in days, hours, minutes and seconds: `PT8H`, `P1D`, `PT30S`.",
  serialize: (value) => value,
  parseValue: (value) => toText(value, "Duration", 64),
});

builder.scalarType("Quantity", {
  description:
    "Kubernetes quantity as written by people: `500m`, `1.5`, `2Gi`. Compared by value, printed canonically.",
  // A script may well send the number 2 for two cores.
  parseValue: (value) => typeof value === "number" ? String(value) : toText(value, "Quantity", 64),
  serialize: (value) => value,
});

builder.scalarType("Bytes", {
  description: "Bytes as a JSON number (exact to 2^53).",
  serialize: (value) => value,
});

builder.scalarType("Revision", {
  description:
    "Opaque, comparable only by the server: which state of the cluster this answer reflects. Pass it as `atLeast` to " +
    "read your own write on any replica. (Inside: one resourceVersion per watched resource; they are not comparable " +
    "across resources.)",
  serialize: (value) => value,
  parseValue: (value) => toText(value, "Revision", 1024),
});

builder.scalarType("ResourceName", {
  description: "DNS label, ≤ 63 characters; notebooks ≤ 52. Volumes may have dots and ≤ 253.",
  serialize: (value) => value,
  parseValue: (value) => toText(value, "ResourceName", 1024),
});

builder.scalarType("URL", {
  description: "Absolute, or a path from the origin of the page.",
  serialize: (value) => value,
});

builder.scalarType("ClientToken", {
  description: "1 to 64 characters of A-Z a-z 0-9 - _, chosen by the client; a UUID does.",
  serialize: (value) => value,
  parseValue: (value) => toText(value, "ClientToken", 1024),
});

builder.scalarType("ReasonCode", {
  description: "Stable CamelCase code out of `Query.reasons`; new ones may be added.",
  serialize: (value) => value,
});

/** What is wrong with a text is said by the mutation's typed errors; here only its kind and a bound are checked. */
function toText(value: unknown, scalar: string, max: number): string {
  if (typeof value !== "string") throw new GraphQLError(`Cannot read a ${scalar}: it must be a string.`);
  if (value.length > max) throw new GraphQLError(`Cannot read a ${scalar}: it has more than ${max} characters.`);
  return value;
}

function toDate(value: unknown): Date {
  const date = value instanceof Date ? value : new Date(parseInstant(value) ?? NaN);
  if (Number.isNaN(date.getTime())) throw new GraphQLError("Cannot read a DateTime: write it as 2026-11-23T10:00:00Z.");
  return date;
}
