import { assertEquals } from "@std/assert";
import { type LabelChoice, labelsThatSelect, RESERVED_POD_LABELS } from "./labels_that_select.ts";
import type { LabelSelector } from "./selector_terms.ts";

const expressions = (...all: [string, string, string[]?][]): LabelSelector => ({
  matchExpressions: all.map(([key, operator, values]) => ({ key, operator, values })),
});

const CASES: { reason: string; selector: LabelSelector; expected: LabelChoice }[] = [
  {
    reason: "every label that is named",
    selector: { matchLabels: { a: "1", b: "" } },
    expected: { labels: { a: "1", b: "" } },
  },
  { reason: "nothing for what selects everything", selector: {}, expected: { labels: {} } },
  {
    reason: "the first of several values",
    selector: expressions(["a", "In", ["x", "y"]]),
    expected: { labels: { a: "x" } },
  },
  {
    reason: "any value where it only has to be there",
    selector: expressions(["a", "Exists"]),
    expected: { labels: { a: "true" } },
  },
  {
    reason: "one that is not excluded",
    selector: expressions(["a", "Exists"], ["a", "NotIn", ["true", "choice-1"]]),
    expected: { labels: { a: "choice-2" } },
  },
  {
    reason: "the one value that all demands leave",
    selector: expressions(["a", "In", ["x", "y"]], ["a", "In", ["y", "z"]], ["a", "Exists"]),
    expected: { labels: { a: "y" } },
  },
  {
    reason: "nothing where the label has to be absent or another",
    selector: expressions(["a", "DoesNotExist"], ["b", "NotIn", ["x"]]),
    expected: { labels: {} },
  },
  {
    reason: "a contradiction of values",
    selector: { matchLabels: { a: "1" }, ...expressions(["a", "NotIn", ["1"]]) },
    expected: { reason: 'It contradicts itself about the label "a": no value of it will do.' },
  },
  {
    reason: "a contradiction of presence",
    selector: expressions(["a", "Exists"], ["a", "DoesNotExist"]),
    expected: { reason: 'It contradicts itself about the label "a": no value of it will do.' },
  },
  {
    reason: "an operator of somebody's own",
    selector: expressions(["a", "Near", ["1"]]),
    expected: { reason: 'Its selector has the operator "Near", which Kubernetes does not know.' },
  },
  {
    reason: "a value that no label can have",
    selector: { matchLabels: { a: "not valid" } },
    expected: { reason: 'Its selector compares the label "a" with "not valid", which is no value of a label.' },
  },
  {
    reason: "a name that no label can have",
    selector: { matchLabels: { "a b": "1" } },
    expected: { reason: 'Its selector names the label "a b", which no label can be called.' },
  },
];

for (const { reason, selector, expected } of CASES) {
  Deno.test(`labelsThatSelect() finds ${reason}`, () => assertEquals(labelsThatSelect(selector), expected));
}

Deno.test("labels that are there are kept, and may be in the way", () => {
  const oneOf = expressions(["a", "In", ["x", "y"]]);
  assertEquals(labelsThatSelect(oneOf, { present: { a: "y" } }), { labels: {} });
  assertEquals(labelsThatSelect(oneOf, { present: { a: "z" } }), {
    reason: 'It does not apply where the label "a" is "z", as it is here.',
  });
  assertEquals("reason" in labelsThatSelect(expressions(["a", "DoesNotExist"]), { present: { a: "" } }), true);
});

Deno.test("several selectors are met by one set of labels, or by none", () => {
  const [first, second] = [expressions(["a", "In", ["x", "y"]]), expressions(["a", "In", ["y", "z"]])];
  assertEquals(labelsThatSelect([first, second, { matchLabels: { b: "1" } }]), { labels: { a: "y", b: "1" } });
  assertEquals("reason" in labelsThatSelect([first, { matchLabels: { a: "z" } }]), true);
});

Deno.test("labels that a controller gives to pods can be asked to be there, and no more", () => {
  const reserved = RESERVED_POD_LABELS.Notebook;
  assertEquals(labelsThatSelect(expressions(["notebook-name", "Exists"]), { reserved }), { labels: {} });
  assertEquals(labelsThatSelect({ matchLabels: { "notebook-name": "a" } }, { reserved }), {
    reason: 'It applies by the label "notebook-name", which nobody can choose.',
  });
});
