import { assertEquals } from "@std/assert";
import { additionsSentence } from "./configurations_en.ts";
import { plain } from "./sentence.ts";

const added = (...names: [kind: "ENVIRONMENT" | "MOUNT" | "LABEL" | "SIDECAR" | "COMMAND", name: string][]) => {
  const sentence = additionsSentence(names.map(([kind, name]) => ({ kind, name })));
  return sentence && plain(sentence);
};

Deno.test("what a configuration adds is told by what it does, each name once", () => {
  assertEquals(
    added(["MOUNT", "/etc/ca"], ["ENVIRONMENT", "A"], ["ENVIRONMENT", "B"], ["ENVIRONMENT", "A"], ["SIDECAR", "proxy"]),
    "Sets A, B; shows files in /etc/ca; runs beside it proxy.",
  );
});

Deno.test("of a command line only that there is one is told", () => {
  assertEquals(added(["ENVIRONMENT", "A"], ["COMMAND", "sh -c start"]), "Sets A; starts it in another way.");
});

Deno.test("of many names the first are told", () => {
  assertEquals(
    added(...["A", "B", "C", "D", "E"].map((name): ["ENVIRONMENT", string] => ["ENVIRONMENT", name])),
    "Sets A, B, C and 2 more.",
  );
});

Deno.test("of what nobody would notice nothing is told", () => {
  assertEquals(added(["LABEL", "team"]), null);
});
