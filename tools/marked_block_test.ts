import { assertEquals, assertThrows } from "@std/assert";
import { markedBlock } from "./marked_block.ts";

const TEXT = "```sh\nother\n```\n\n<!-- block: create -->\n```sh\none \\\n  two\n```\n\n```\nlast\n```\n";

Deno.test("markedBlock() returns the code after the mark", () => {
  assertEquals(markedBlock(TEXT, "create"), "one \\\n  two\n");
});

Deno.test("markedBlock() refuses a name that is not marked", () => {
  assertThrows(() => markedBlock(TEXT, "delete"), Error, 'Cannot find the block "delete"');
});
