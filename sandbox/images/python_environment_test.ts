import { assertEquals } from "@std/assert";
import { besideItsPython, settingsOfUv } from "./python_environment.ts";

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

Deno.test("besideItsPython() makes a script take the Python beside it, wherever the environment stands", () => {
  const found = `#!/bin/sh\n'''exec' "$(dirname -- "$(realpath -- "$0")")/python3" "$0" "$@"\n' '''\nimport lab\n`;
  const short = "#!/root/.cache/.staging-lab/bin/python3\nimport lab\n";
  const long = `#!/bin/sh\n'''exec' /root/.cache/.staging-lab/bin/python3 "$0" "$@"\n' '''\nimport lab\n`;
  const quoted = long.replace(/\/root\S+/, `"$&"`);
  for (const script of [short, long, quoted]) {
    assertEquals(besideItsPython(script, "/root/.cache/.staging-lab"), found);
  }
  for (const other of ["#!/usr/bin/python3\n", "#!/bin/sh\nexec python3\n", "binary"]) {
    assertEquals(besideItsPython(other, "/root/.cache/.staging-lab"), other);
  }
});
