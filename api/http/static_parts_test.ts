import { assertEquals } from "@std/assert";
import { CompressedBody } from "./compressed_body.ts";
import { hashInlineScripts } from "./inline_scripts.ts";
import { pagePolicy } from "./security_headers.ts";

Deno.test("hashInlineScripts() hashes scripts without a source, and no others", () => {
  const html = '<script src="/a.js"></script><script>alert(1)</script><script type="module">x</script>';
  assertEquals(hashInlineScripts(html), [
    "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
    "'sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE='",
  ]);
  assertEquals(pagePolicy(["'sha256-x'"]).includes("script-src 'self' 'sha256-x';"), true);
});

Deno.test("CompressedBody gives the best encoding that is accepted, and leaves small bodies alone", async () => {
  const body = new CompressedBody(new TextEncoder().encode("abc".repeat(1_000)));
  const encoding = async (accepted: string | null) => (await body.encode(accepted)).encoding;
  assertEquals(await encoding("gzip, br;q=0.9"), "br");
  assertEquals(await encoding("gzip, br;q=0"), "gzip");
  assertEquals(await encoding(null), undefined);
  assertEquals((await new CompressedBody(new TextEncoder().encode("abc")).encode("br")).encoding, undefined);
});
