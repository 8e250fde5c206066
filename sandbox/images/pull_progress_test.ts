import { assertEquals, assertStrictEquals } from "@std/assert";
import { advancePull, explainNpmFailure, explainPipFailure, startOfPull } from "./pull_progress.ts";

Deno.test("advancePull() counts wheels and bytes, then packages", () => {
  const lines = [
    "Collecting jupyterlab==4.6.6",
    "  Downloading jupyterlab-4.6.6-py3-none-any.whl.metadata (16 kB)",
    "  Downloading jupyterlab-4.6.6-py3-none-any.whl (17.3 MB)",
    "  Using cached anyio-4.16.0-py3-none-any.whl (150 kB)",
  ];
  const downloading = lines.reduce(advancePull, startOfPull(95));
  assertEquals(downloading, { phase: "downloading", done: 2, total: 95, unit: "packages", bytes: 17_450_000 });
  assertEquals(advancePull(downloading, "Installing collected packages: a, b, c"), {
    phase: "installing",
    done: 0,
    total: 3,
    unit: "packages",
    bytes: 17_450_000,
  });
});

Deno.test("advancePull() reads uv's lines too", () => {
  const lines = ["Resolved 92 packages in 1.94s", "Downloading jedi (4.5MiB)", " Downloaded jedi"];
  const downloading = lines.reduce(advancePull, startOfPull(95));
  assertEquals(downloading, { phase: "downloading", done: 1, total: 92, unit: "packages", bytes: 4_718_592 });
  assertEquals(advancePull(downloading, "Prepared 92 packages in 5.96s").phase, "installing");
});

Deno.test("advancePull() counts what npm fetches, not what it only reads about", () => {
  const lines = [
    "npm http fetch GET 200 https://registry.npmjs.org/express 140ms (cache miss)",
    "npm http fetch GET 200 https://registry.npmjs.org/express/-/express-5.1.0.tgz 221ms (cache miss)",
  ];
  const { phase, done, total } = lines.reduce(advancePull, startOfPull(1360));
  assertEquals({ phase, done, total }, { phase: "downloading", done: 1, total: 1360 });
});

Deno.test("explainNpmFailure() says the first sentence of npm's errors", () => {
  const output = [
    "npm http fetch GET https://registry.npmjs.org/cloudcmd attempt 1 failed with ENOTFOUND",
    "npm error code ENOTFOUND",
    "npm error syscall getaddrinfo",
    "npm error network request to https://registry.npmjs.org/cloudcmd failed, reason: getaddrinfo ENOTFOUND",
    "npm error network This is a problem related to network connectivity.",
  ].join("\n");
  assertEquals(
    explainNpmFailure(output),
    "npm: network request to https://registry.npmjs.org/cloudcmd failed, reason: getaddrinfo ENOTFOUND",
  );
  assertEquals(explainNpmFailure("Segmentation fault\n"), "Segmentation fault");
});

Deno.test("advancePull() keeps the object when a line says nothing, and never shows more done than in total", () => {
  const start = startOfPull(1);
  assertStrictEquals(advancePull(start, "Collecting a"), start);
  const two = ["Downloading a.whl (1 kB)", "Downloading b.whl (1 kB)"].reduce(advancePull, start);
  assertEquals([two.done, two.total], [2, 2]);
});

Deno.test("explainPipFailure() says why the index could not be reached", () => {
  const output = [
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<pip.x object at 0x7f>: Failed to establish a new " +
    "connection: [Errno -2] Name or service not known')': /simple/jupyterlab/",
    "ERROR: No matching distribution found for jupyterlab==4.6.6",
    "",
  ].join("\n");
  assertEquals(
    explainPipFailure(output),
    "ERROR: No matching distribution found for jupyterlab==4.6.6 (the package index cannot be reached: " +
      "Failed to establish a new connection: [Errno -2] Name or service not known)",
  );
});
