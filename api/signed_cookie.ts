import { Buffer } from "node:buffer";
import { createHmac, timingSafeEqual } from "node:crypto";

/** The value of a Set-Cookie header: `value` with its signature, for this browser session only. */
export function signCookie(name: string, value: string, key: string): string {
  const text = Buffer.from(value).toString("base64url");
  return `${name}=${text}.${signatureOf(name, text, key)}; Path=/; HttpOnly; SameSite=Strict`;
}

/** The signed value of cookie `name` in a Cookie header; undefined where it is absent or its signature is not ours. */
export function readSignedCookie(header: string | null, name: string, key: string): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [found, rest] = splitOnce(pair.trim(), "=");
    if (found !== name) continue;
    const [text, signature] = splitOnce(rest, ".");
    if (isSame(signature, signatureOf(name, text, key))) return Buffer.from(text, "base64url").toString();
  }
  return undefined;
}

function signatureOf(name: string, text: string, key: string): string {
  return createHmac("sha256", key).update(`${name}=${text}`).digest("base64url");
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
