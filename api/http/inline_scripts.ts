import { createHash } from "node:crypto";

/** The CSP sources of a page's inline scripts, such as `'sha256-…'`. */
export function hashInlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/gi);
  return [...scripts]
    .filter(([, attributes, text]) => !/\bsrc\s*=/i.test(attributes) && text !== "")
    .map(([, , text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`);
}
