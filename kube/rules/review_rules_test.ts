import { assertEquals } from "@std/assert";
import { checkAccessReview } from "./review_rules.ts";

const fieldsOf = (spec: Record<string, unknown>, isSelf = false) =>
  checkAccessReview(spec, isSelf).map(({ field }) => field);

Deno.test("a review asks of somebody for a resource or for a path, not both", () => {
  const [resourceAttributes, nonResourceAttributes] = [{ verb: "get" }, { path: "/", verb: "get" }];
  assertEquals(fieldsOf({ user: "x", resourceAttributes }), []);
  assertEquals(fieldsOf({ groups: ["x"], nonResourceAttributes }), []);
  assertEquals(fieldsOf({ resourceAttributes }, true), []);
  assertEquals(fieldsOf({ resourceAttributes, groups: [] }), ["spec.user"]);
  assertEquals(fieldsOf({}, true), ["spec.resourceAttributes"]);
  assertEquals(fieldsOf({ resourceAttributes, nonResourceAttributes }, true), ["spec.nonResourceAttributes"]);
});
