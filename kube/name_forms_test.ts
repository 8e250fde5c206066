import { assertEquals } from "@std/assert";
import { checkForm, hasForm } from "./name_forms.ts";

Deno.test("hasForm() tells the forms apart", () => {
  const forms = ["subdomain", "label", "label1035", "labelValue"] as const;
  const cases: [string, boolean[]][] = [
    ["a-1", [true, true, true, true]],
    ["1a", [true, true, false, true]],
    ["a.b", [true, false, false, true]],
    ["A_b", [false, false, false, true]],
    ["-a", [false, false, false, false]],
    ["", [false, false, false, true]],
  ];
  for (const [text, expected] of cases) assertEquals(forms.map((form) => hasForm(text, form)), expected, text);
});

Deno.test("checkForm() says in Kubernetes' words what is wrong", () => {
  assertEquals(checkForm("metadata.name", "fine", "label"), []);
  assertEquals(
    checkForm("metadata.name", "x".repeat(64), "label")[0].message.endsWith("must be no more than 63 characters"),
    true,
  );
  assertEquals(checkForm("metadata.name", "A", "label"), [{
    reason: "FieldValueInvalid",
    message: 'Invalid value: "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or ' +
      "'-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for " +
      "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    field: "metadata.name",
  }]);
});
