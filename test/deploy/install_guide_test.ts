import { assertEquals } from "@std/assert";
import { variablesRead } from "./variables_read.ts";

const GUIDE = new URL("../../docs/guides/install.md", import.meta.url);

Deno.test("the install guide names every variable that main.ts reads, and no other", async () => {
  const [, section] = /\n## The environment\n([^]*?)\n## /.exec(await Deno.readTextFile(GUIDE))!;
  const rows = section.split("\n").filter((line) => line.startsWith("| `")).map((line) => line.split("|")[1]);
  const named = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
  assertEquals(named.toSorted(), [...variablesRead()].sort());
});
