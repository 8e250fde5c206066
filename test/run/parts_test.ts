import { assertEquals } from "@std/assert";
import { NOT_PARTS, PARTS } from "./parts.ts";

Deno.test("every folder of test/ belongs to a part of the run, so that no test is forgotten", () => {
  const folders = [...Deno.readDirSync(new URL("..", import.meta.url))].filter((entry) => entry.isDirectory);
  const known = [...PARTS.flatMap((part) => part.folders), ...NOT_PARTS.map((name) => `test/${name}`)];
  assertEquals(folders.map(({ name }) => `test/${name}`).filter((folder) => !known.includes(folder)), []);
});
