import { assertEquals, assertStrictEquals } from "@std/assert";
import { advancePull, explainDenoFailure, explainPipFailure, startOfPull } from "./pull_progress.ts";

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

Deno.test("advancePull() reads Deno's lines, and counts packages, not what it only reads about them", () => {
  const lines = [
    "Download https://registry.npmjs.org/express",
    "Download https://registry.npmjs.org/express/-/express-5.1.0.tgz",
  ];
  const downloading = lines.reduce(advancePull, startOfPull(1265));
  assertEquals(downloading, { phase: "downloading", done: 1, total: 1265, unit: "packages", bytes: 0 });
  const { phase, done } = ["Initialize once@1.4.0", "Initialize express@5.1.0"].reduce(advancePull, downloading);
  assertEquals([phase, done], ["installing", 2]);
});

Deno.test("explainDenoFailure() says the error, and its cause", () => {
  const unreachable = [
    "Download https://registry.npmjs.org/cloudcmd",
    `error: Failed loading https://registry.npmjs.org/cloudcmd for package "cloudcmd"`,
    "",
    "Caused by:",
    "    error sending request for url (https://registry.npmjs.org/cloudcmd): dns error",
    "",
    "Stack backtrace:",
    "   0: <unknown>",
  ].join("\n");
  assertEquals(
    explainDenoFailure(unreachable),
    `Failed loading https://registry.npmjs.org/cloudcmd for package "cloudcmd" ` +
      "(error sending request for url (https://registry.npmjs.org/cloudcmd): dns error)",
  );
  const absent =
    "error: Could not find npm package 'cloudcmd' matching '99.0.0'.\n\nStack backtrace:\n   0: <unknown>\n";
  assertEquals(explainDenoFailure(absent), "Could not find npm package 'cloudcmd' matching '99.0.0'.");
  assertEquals(explainDenoFailure("Segmentation fault\n"), "Segmentation fault");
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
