import { decodeJson, encodeJson } from "./opaque.ts";

/** The resourceVersion up to which each watched resource is reflected, such as `{ notebooks: "42" }`. */
export type ResourceVersions = Readonly<Record<string, string>>;

/** The opaque text that clients pass back as `atLeast`. */
export function encodeRevision(versions: ResourceVersions): string {
  return encodeJson(versions);
}

/** The inverse; undefined for a text that is not a revision. */
export function decodeRevision(text: string): ResourceVersions | undefined {
  const value = decodeJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const isVersions = Object.values(value).every((each) => typeof each === "string" && /^\d{1,20}$/.test(each));
  return isVersions ? value as ResourceVersions : undefined;
}
