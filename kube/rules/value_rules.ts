import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields } from "../json_value.ts";

/** The list at a dotted path; an empty one where there is none. */
export const listAt = (object: unknown, path: string): Fields[] => (at(object, path) ?? []) as Fields[];

/** `wrong` unless `isFine`. */
export const unless = (isFine: boolean, wrong: Cause): Cause[] => isFine ? [] : [wrong];

/** Go cannot tell an empty text, list or map from an absent one. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** A field that has to be there. */
export const needed = (field: string, value: unknown): Cause[] => unless(!isAbsent(value), cause.required(field));

/** A text that is one of a few, where it is there. */
export const oneOf = (field: string, value: unknown, allowed: readonly string[]): Cause[] =>
  unless(isAbsent(value) || allowed.includes(String(value)), cause.notSupported(field, value, [...allowed]));

/** A number within bounds, where it is there. */
export const between = (field: string, value: unknown, least: number, most: number): Cause[] =>
  unless(
    value === undefined || value === null || (Number(value) >= least && Number(value) <= most),
    cause.invalid(field, value, `must be between ${least} and ${most}, inclusive`),
  );

/** A number that is not negative, where it is there. */
export const notNegative = (field: string, value: unknown): Cause[] =>
  unless(!(Number(value ?? 0) < 0), cause.invalid(field, value, "must be greater than or equal to 0"));

/** The number of a port. */
export const portNumber = (field: string, value: unknown): Cause[] => between(field, value, 1, 65_535);

/** A port by its number or by its name. */
export const portReference = (field: string, value: unknown): Cause[] =>
  typeof value === "string" ? portName(field, value) : portNumber(field, value);

/** The name of a port, which says all that is wrong with it. */
export function portName(field: string, name: string): Cause[] {
  const wrongs = [
    name.length > 15 && "must be no more than 15 characters",
    !/^[-a-z0-9]+$/.test(name) && "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
    !/[a-z]/.test(name) && "must contain at least one letter (a-z)",
    name.includes("--") && "must not contain consecutive hyphens",
    /^-|-$/.test(name) && "must not begin or end with a hyphen",
  ];
  return wrongs.filter((each) => each !== false).map((why) => cause.invalid(field, name, why));
}

/** A cause at each item whose `key` another one before it has. */
export function unique(field: string, items: Fields[], key: string): Cause[] {
  return items.flatMap((item, i) =>
    unless(
      isAbsent(item[key]) || items.findIndex((each) => each[key] === item[key]) === i,
      cause.duplicate(`${field}[${i}].${key}`, item[key]),
    )
  );
}

/** A path within a volume. */
export function localPath(field: string, path: unknown): Cause[] {
  if (isAbsent(path)) return [];
  const text = String(path);
  return [
    ...unless(!text.startsWith("/"), cause.invalid(field, path, "must be a relative path")),
    ...noBackwards(field, path),
  ];
}

/** A path that does not go up. */
export const noBackwards = (field: string, path: unknown): Cause[] =>
  unless(!String(path ?? "").split("/").includes(".."), cause.invalid(field, path, "must not contain '..'"));

/** An address, of either kind, where it is there. */
export function address(field: string, value: unknown): Cause[] {
  const isV4 = /^(\d{1,3}\.){3}\d{1,3}$/.test(String(value));
  const isFine = isAbsent(value) || isV4 || /^[\da-f:.]*:[\da-f:.]*$/i.test(String(value));
  return unless(isFine, cause.invalid(field, value, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"));
}

/** What a schema and a kind's own rules refuse; where both miss a field, the rules say more of it. */
export const withRules = (shape: Cause[], rules: Cause[]): Cause[] => [
  ...shape.filter(({ field, reason }) => !rules.some((rule) => rule.field === field && rule.reason === reason)),
  ...rules,
];
