import { assertEquals } from "@std/assert";
import { REASONS } from "../../kube/explain/mod.ts";
import { REASON_CODES } from "../../ui/texts/reason_codes.ts";

Deno.test("the page has a sentence for every reason that the controller gives, and for no other", () => {
  assertEquals([...REASON_CODES].sort(), Object.keys(REASONS).sort());
});
