import { assertEquals } from "@std/assert";
import { API_REASONS } from "../../api/api_reasons.ts";
import { REASONS } from "../../kube/explain/mod.ts";
import { REASON_CODES } from "../../ui/texts/reason_codes.ts";

Deno.test("the page has a sentence for every reason of controller and api, and for no other", () => {
  assertEquals([...REASON_CODES].sort(), Object.keys({ ...REASONS, ...API_REASONS }).sort());
});
