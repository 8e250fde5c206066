import { assertEquals } from "@std/assert";
import { buildSchema, getIntrospectionQuery, parse, validate } from "graphql";
import { createLimitsRule } from "./operation_limits.ts";

const schema = buildSchema(`
  type Query { self: Query name: String list: [Query!]! rows(first: Int): RowConnection! }
  type RowConnection { nodes: [Query!]! }
`);
const LIMITS = { depth: 4, aliases: 3, cost: 1_000, tokens: 1_000 };
const refusals = (query: string) =>
  validate(schema, parse(query), [createLimitsRule(LIMITS)]).map(({ message }) => /its (\w+)/.exec(message)![1]);

Deno.test("the limits measure depth, aliases and cost, fragments included", () => {
  assertEquals(refusals("{ self { self { self { name } } } }"), []);
  assertEquals(refusals("{ self { self { self { self { name } } } } }"), ["depth"]);
  assertEquals(refusals("{ a: name b: name c: name }"), []);
  assertEquals(refusals("{ ...f ...f } fragment f on Query { a: name b: name }"), ["aliases"]);
  assertEquals(refusals("{ rows(first: 500) { nodes { name } } }"), ["cost"].slice(1));
  assertEquals(refusals("query($n: Int) { rows(first: $n) { nodes { list { name } } } }"), ["cost"]);
});

Deno.test("the limits end for documents that go round in a circle, or explode", () => {
  refusals("{ ...f } fragment f on Query { self { ...f } }");
  const doubling = Array.from({ length: 30 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(
    "\n",
  );
  refusals(`{ ...f0 } ${doubling} fragment f30 on Query { a: name }`);
});

Deno.test("the limits let introspection pass", () => {
  assertEquals(refusals(getIntrospectionQuery()), []);
});
