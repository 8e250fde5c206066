import { assertEquals } from "@std/assert";
import { settingsOfUv } from "./python_environment.ts";

const PATIENCE = { UV_HTTP_TIMEOUT: "20", UV_HTTP_RETRIES: "1", UV_NO_PROGRESS: "1" };

Deno.test("settingsOfUv() hands on where pip was told to look", () => {
  const env = { PIP_INDEX_URL: "https://mirror/simple", PIP_FIND_LINKS: "/a /b", PIP_CERT: "/ca.pem", HOME: "/h" };
  assertEquals(settingsOfUv(env), {
    UV_DEFAULT_INDEX: "https://mirror/simple",
    UV_FIND_LINKS: "/a,/b",
    SSL_CERT_FILE: "/ca.pem",
    ...PATIENCE,
  });
});

Deno.test("settingsOfUv() leaves what uv itself was told", () => {
  assertEquals(settingsOfUv({ PIP_INDEX_URL: "https://a", UV_DEFAULT_INDEX: "https://b" }), PATIENCE);
});
