import { assertEquals } from "@std/assert";
import { listSources } from "../../tools/sources.ts";
import { nextPart, NOT_PARTS, type Part, PARTS } from "./parts.ts";

const part = (name: string, after?: string): Part => ({ name, after, paths: [], budgetSeconds: 1, limitSeconds: 1 });

Deno.test("every test of test/ belongs to exactly one part of the run, so that none is forgotten", async () => {
  const tests = (await listSources()).filter((path) => /^test\/.*_test\.tsx?$/.test(path));
  const isUnder = (path: string, place: string) => path === place || path.startsWith(`${place}/`);
  const orphans = tests.filter((path) => {
    const owners = [...PARTS.flatMap((each) => each.paths), ...NOT_PARTS].filter((place) => isUnder(path, place));
    return owners.length !== 1;
  });
  assertEquals(orphans, []);
});

Deno.test("nextPart() takes the first part whose predecessor has ended", () => {
  const all = [part("a"), part("b", "a"), part("c")];
  assertEquals(nextPart(all.slice(1), new Set(), all)?.name, "c");
  assertEquals(nextPart(all.slice(1), new Set(["a"]), all)?.name, "b");
  assertEquals(nextPart([all[1]], new Set(), all), undefined);
});

Deno.test("nextPart() does not wait for a part that this run leaves out", () => {
  assertEquals(nextPart([part("b", "a")], new Set(), [part("b", "a")])?.name, "b");
});
