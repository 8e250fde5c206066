import { assertEquals, assertThrows } from "@std/assert";
import { parseFlags } from "./flags.ts";

const SPECS = {
  nodes: { kind: "count", about: "how many nodes" },
  write: { kind: "switch", about: "write the page" },
} as const;

Deno.test("flags are read by their names, words where they are known", () => {
  const flags = parseFlags(["store", "--nodes=12", "--write"], SPECS, ["store", "start-up"]);
  assertEquals([flags.count("nodes"), flags.isOn("write"), flags.words], [12, true, ["store"]]);
  const none = parseFlags([], SPECS);
  assertEquals([none.count("nodes"), none.isOn("write"), none.words], [undefined, false, []]);
});

Deno.test("an unknown flag or word is an error that says what there is", () => {
  assertThrows(() => parseFlags(["--node=1"], SPECS), Error, "--nodes=N  how many nodes");
  assertThrows(() => parseFlags(["stores"], SPECS, ["store"]), Error, "Cannot read stores: there are store");
  assertThrows(() => parseFlags(["-w"], SPECS), Error, "Cannot read -w: there is\n");
});

Deno.test("a number that is none, and a switch with a value, are errors", () => {
  assertThrows(() => parseFlags(["--nodes"], SPECS), Error, "takes a whole number above 0");
  assertThrows(() => parseFlags(["--nodes=0"], SPECS), Error, "takes a whole number above 0");
  assertThrows(() => parseFlags(["--nodes=1.5"], SPECS), Error, "takes a whole number above 0");
  assertThrows(() => parseFlags(["--write=yes"], SPECS), Error, "takes no value");
});
