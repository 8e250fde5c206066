import { assertEquals, assertRejects } from "@std/assert";
import { loadAgain, loadAgainInMs } from "./load_again.ts";

const FAILED = new TypeError("Failed to fetch dynamically imported module: http://localhost/assets/menu_body-x.js");
const fail = () => Promise.reject(FAILED);

Deno.test("loadAgainInMs() waits longer with each failure, and not at all when the connection has come back", () => {
  const away = { before: "reconnecting", now: "reconnecting" } as const;
  assertEquals(loadAgainInMs(0, away), null);
  assertEquals([1, 2, 3, 20].map((failures) => loadAgainInMs(failures, away, () => 1)), [500, 1_000, 2_000, 20_000]);
  assertEquals(loadAgainInMs(5, { before: "reconnecting", now: "live" }), 0);
  assertEquals(loadAgainInMs(1, { before: "live", now: "live" }, () => 0), 250);
});

Deno.test("loadAgain() asks the same address first, and one with a query only after it has failed twice", async () => {
  const asked: string[] = [];
  const importFrom = (url: string) => Promise.resolve(asked.push(url));
  assertEquals(await loadAgain(() => Promise.resolve("here"), 1, importFrom), "here");
  await assertRejects(() => loadAgain(fail, 0, importFrom), TypeError);
  assertEquals(asked, []);
  await loadAgain(fail, 2, importFrom);
  assertEquals(asked, ["http://localhost/assets/menu_body-x.js?again=2"]);
});

Deno.test("loadAgain() fails as the browser said where that names no address", async () => {
  const nameless = () => Promise.reject(new TypeError("Importing a module script failed."));
  await assertRejects(() => loadAgain(nameless, 3, fail), TypeError, "Importing");
});
