import { assertEquals } from "@std/assert";
import { type Answer, type ContractTarget, send } from "./target.ts";

/** What is added to an object, and what is then refused: `field: words`, several where there are several. */
export type Refusals = [Answer, ...string[]][];

/** Kubernetes' words for what is no label. */
export const LABEL =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start " +
  "and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
/** Its words for what is no subdomain. */
export const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and " +
  "must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is " +
  "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
/** Its words for what is no key of a label. */
export const KEY =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an " +
  "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is " +
  "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
/** Its words for what is below 0. */
export const NOT_NEGATIVE = "must be greater than or equal to 0";
/** A value that is not good, and why. */
export const invalid = (value: unknown, words: string) => `Invalid value: ${JSON.stringify(value)}: ${words}`;
/** A value that is none of a few. */
export const unsupported = (value: string, ...allowed: string[]) =>
  `Unsupported value: "${value}": supported values: ${allowed.map((each) => `"${each}"`).join(", ")}`;

/** Sends each object that `make` makes, which nobody stores, and compares what is wrong with it. */
export async function refuse(
  cluster: ContractTarget,
  path: string,
  refusals: Refusals,
  make: (added: Answer) => Answer,
) {
  for (const [added, ...wanted] of refusals) {
    const { status, body } = await send(cluster, "POST", `${path}?dryRun=All`, make(added));
    const told = (body.details?.causes ?? []).map(({ field, message }: Answer) => `${field}: ${message}`);
    assertEquals([status, body.reason, ...told], [422, "Invalid", ...wanted], JSON.stringify(added));
  }
}
