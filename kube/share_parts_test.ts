import { assertEquals, assertNotEquals, assertStrictEquals } from "@std/assert";
import { deepFreeze } from "./deep_freeze.ts";
import { shareParts } from "./share_parts.ts";

const pod = (name: string, image: string) => ({
  metadata: { name, labels: { app: "jupyter" }, owners: [{ uid: "1" }] },
  spec: { containers: [{ image, ports: [8888, 9999] }], nodeName: null },
});

Deno.test("parts that are equal are one, and what differs stays as it came", () => {
  const model = deepFreeze(pod("a", "jupyter"));
  const shared = shareParts(pod("b", "jupyter"), model);
  assertEquals(shared, pod("b", "jupyter"));
  assertStrictEquals(shared.spec, model.spec);
  assertStrictEquals(shared.metadata.labels, model.metadata.labels);
  assertStrictEquals(shared.metadata.owners, model.metadata.owners);
});

Deno.test("what is equal throughout is the model itself", () => {
  const model = deepFreeze(pod("a", "jupyter"));
  assertStrictEquals(shareParts(pod("a", "jupyter"), model), model);
});

Deno.test("a part more, a part less, another order and another type are differences", () => {
  const cases: [unknown, unknown][] = [
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1, b: 2 }, { a: 1 }],
    [[1, 2], [2, 1]],
    [[1, 2], [1, 2, 3]],
    [{ 0: "a" }, ["a"]],
    [{ a: undefined }, {}],
    [{ a: null }, { a: {} }],
    [{ a: "1" }, { a: 1 }],
    [{}, []],
  ];
  for (const [value, model] of cases) {
    const before = structuredClone(value);
    const shared = shareParts({ value }, deepFreeze({ value: model }));
    assertEquals(shared, { value: before } as never);
    assertNotEquals(shared as unknown, { value: model } as unknown);
  }
});

Deno.test("what is frozen already is taken as it is", () => {
  const frozen = deepFreeze(pod("b", "jupyter"));
  assertStrictEquals(shareParts(frozen, deepFreeze(pod("a", "jupyter"))), frozen);
});

Deno.test("a part that is called like an object's prototype is a part like others", () => {
  const parse = (text: string) => JSON.parse(text);
  const shared = shareParts(parse('{"a": {"__proto__": {}}}'), deepFreeze(parse('{"a": {}}')));
  assertEquals(JSON.stringify(deepFreeze(shared)), '{"a":{"__proto__":{}}}');
  assertEquals(Object.isFrozen(Object.prototype), false);
});
