import { assertEquals } from "@std/assert";
import { inlineScriptHashes } from "./build.ts";

Deno.test("inlineScriptHashes() gives what a CSP needs for inline scripts, and leaves files out", () => {
  const html = `<script>alert(1)</script><script type="module" src="/a.js"></script>`;
  assertEquals(inlineScriptHashes(html), ["'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"]);
});
