import { assertEquals } from "@std/assert";
import { tooLarge } from "./check_sizes.ts";

Deno.test("the sandbox stays within its lines, tests not counted", () => {
  const files = Array.from({ length: 12 }, (_, index) => ({ path: `sandbox/node/part${index}.ts`, lines: 291 }));
  assertEquals(tooLarge([...files.slice(0, 12), { path: "sandbox/node/part_test.ts", lines: 5_000 }]), []);
  assertEquals(tooLarge([...files, { path: "sandbox/mod.ts", lines: 9 }]).length, 1);
});

Deno.test("no file is longer than 400 lines, tests aside", () => {
  assertEquals(tooLarge([{ path: "api/hub.ts", lines: 400 }, { path: "api/hub_test.ts", lines: 900 }]), []);
  assertEquals(tooLarge([{ path: "api/hub.ts", lines: 401 }]).length, 1);
});
