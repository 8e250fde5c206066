import { assertEquals } from "@std/assert";
import { listSources } from "../../tools/sources.ts";
import { isOfPart, nextPart, NOT_PARTS, type Part, PARTS } from "./parts.ts";

const after = (...ended: string[]) => ({ ended: new Set(ended), there: new Set<string>() });
const part = (name: string, after?: string): Part => ({ name, after, paths: [], budgetSeconds: 1, limitSeconds: 1 });

Deno.test("every test of test/ belongs to exactly one part of the run, so that none is forgotten", async () => {
  const tests = (await listSources()).filter((path) => /^test\/.*_test\.tsx?$/.test(path));
  const isUnder = (path: string, place: string) => path === place || path.startsWith(`${place}/`);
  const orphans = tests.filter((path) => {
    const owners = PARTS.filter((part) => isOfPart(part, path) && part.paths.some((place) => isUnder(path, place)));
    return owners.length + NOT_PARTS.filter((place) => isUnder(path, place)).length !== 1;
  });
  assertEquals(orphans, []);
});

Deno.test("nextPart() takes the first part whose predecessor has ended", () => {
  const all = [part("a"), part("b", "a"), part("c")];
  assertEquals(nextPart(all.slice(1), after(), all)?.name, "c");
  assertEquals(nextPart(all.slice(1), after("a"), all)?.name, "b");
  assertEquals(nextPart([all[1]], after(), all), undefined);
});

Deno.test("nextPart() does not wait for a part that this run leaves out", () => {
  assertEquals(nextPart([part("b", "a")], after(), [part("b", "a")])?.name, "b");
});

Deno.test("nextPart() waits for what a part needs", () => {
  const real: Part = { ...part("real"), needs: "control plane" };
  assertEquals(nextPart([real, part("other")], after(), [real])?.name, "other");
  assertEquals(nextPart([real], after(), [real]), undefined);
  assertEquals(nextPart([real], { ended: new Set(), there: new Set(["control plane"]) }, [real])?.name, "real");
});

Deno.test("a test is the real control plane's by the name of its file", () => {
  const real: Part = { ...part("real"), needs: "control plane" };
  const files = [
    "test/contract/control_plane_test.ts",
    "test/a/joined_control_plane_test.ts",
    "test/a/sandbox_test.ts",
  ];
  assertEquals(files.map((file) => isOfPart(real, file)), [true, true, false]);
  assertEquals(files.map((file) => isOfPart(part("other"), file)), [false, false, true]);
});
