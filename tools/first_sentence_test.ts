import { assertEquals } from "@std/assert";
import { firstSentence } from "./first_sentence.ts";

Deno.test("firstSentence() stops at the first full stop that ends a sentence", () => {
  assertEquals(firstSentence("Container image name. More info: https://a.b/c. Optional."), "Container image name.");
});

Deno.test("firstSentence() reads over abbreviations, version numbers and line breaks", () => {
  assertEquals(
    firstSentence("A list, e.g. Of 1.5 or\nmore (i.e. Many). Rest."),
    "A list, e.g. Of 1.5 or more (i.e. Many).",
  );
});

Deno.test("firstSentence() keeps a text without an end", () => {
  assertEquals(firstSentence("type of the port"), "type of the port");
});
