import { Buffer } from "node:buffer";

/** Base64url of a value's JSON: for ids, cursors and revisions that clients pass back unread. */
export function encodeJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** The inverse; undefined for a text that we did not make. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
}
