import { assertEquals } from "@std/assert";
import { tooLarge } from "./check_sizes.ts";

Deno.test("the sandbox and its apiserver stay within their lines, tests not counted", () => {
  const filesOf = (folder: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ path: `${folder}/part${index}.ts`, lines: 250 }));
  const [apiserver, node] = [filesOf("sandbox/apiserver", 14), filesOf("sandbox/node", 10)];
  const test = { path: "sandbox/node/part_test.ts", lines: 5_000 };
  assertEquals(tooLarge([...apiserver, ...node, test]), []);
  assertEquals(tooLarge([...apiserver, ...node, { path: "sandbox/mod.ts", lines: 1 }]).length, 1);
  assertEquals(tooLarge([...apiserver, { path: "sandbox/apiserver/mod.ts", lines: 1 }]).length, 1);
});

Deno.test("no file is longer than 400 lines, tests aside", () => {
  assertEquals(tooLarge([{ path: "api/hub.ts", lines: 400 }, { path: "api/hub_test.ts", lines: 900 }]), []);
  assertEquals(tooLarge([{ path: "api/hub.ts", lines: 401 }]).length, 1);
});
