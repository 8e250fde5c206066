import { assertEquals } from "@std/assert";
import { version, withThings } from "../definition.ts";
import { type Answer, type ContractCase, type ContractTarget, ok, patch, send } from "../target.ts";

/** Asserts what is refused of a spec, and in which words; a spec → its causes, as `field: message`. */
async function refusals(cluster: ContractTarget, properties: Answer, table: [spec: Answer, ...causes: string[]][]) {
  await withThings(cluster, [version(properties)], async ({ things, thing }) => {
    for (const [spec, ...expected] of table) {
      const { status, body } = await send(cluster, "POST", `${things()}?dryRun=All`, thing("one", spec));
      const causes = (body.details?.causes ?? []).map((each: Answer) => `${each.field}: ${each.message}`);
      assertEquals([status, causes.toSorted()], [expected.length > 0 ? 422 : 201, expected.toSorted()]);
    }
  });
}

/** Asserts what becomes of a spec: defaults in, unknown fields away. */
async function stored(cluster: ContractTarget, properties: Answer, table: [sent: Answer, kept: Answer][]) {
  await withThings(cluster, [version(properties)], async ({ things, thing }) => {
    for (const [spec, kept] of table) {
      const made = await ok(cluster, "POST", `${things()}?dryRun=All`, thing("one", spec));
      assertEquals(made.spec, kept);
    }
  });
}

const wrongType = (field: string, type: string, actual: string) =>
  `${field}: Invalid value: "${actual}": ${field} in body must be of type ${type}: "${actual}"`;
const invalid = (field: string, value: unknown, words: string) =>
  `${field}: Invalid value: ${JSON.stringify(value)}: ${field} in body ${words}`;

export const cases: ContractCase[] = [
  {
    name: "numbers keep their bounds",
    run: (cluster) =>
      refusals(cluster, {
        size: { type: "integer", minimum: 1, maximum: 5, multipleOf: 2 },
        over: { type: "number", minimum: 1, exclusiveMinimum: true },
        small: { type: "integer", format: "int32" },
      }, [
        [{ size: 2, over: 1.5, small: -1 }],
        [{ size: -2 }, invalid("spec.size", -2, "should be greater than or equal to 1")],
        [{ size: 6 }, invalid("spec.size", 6, "should be less than or equal to 5")],
        [{ size: 3 }, invalid("spec.size", 3, "should be a multiple of 2")],
        [{ over: 1 }, invalid("spec.over", 1, "should be greater than 1")],
        [
          { small: 5_000_000_000 },
          '<nil>: Invalid value: "": Checked value must be of type integer with format int32 in spec.small',
        ],
      ]),
  },
  {
    name: "texts keep their length, pattern, choice and form",
    run: (cluster) =>
      refusals(cluster, {
        word: { type: "string", minLength: 2, maxLength: 4, pattern: "^[a-z]+$" },
        mode: { type: "string", enum: ["on", "off"] },
        at: { type: "string", format: "date-time" },
      }, [
        [{ word: "abc", mode: "on", at: "2026-01-01T00:00:00Z" }],
        [{ word: "a" }, invalid("spec.word", "a", "should be at least 2 chars long")],
        [{ word: "abcde" }, "spec.word: Too long: may not be more than 4 bytes"],
        [{ word: "ABC" }, invalid("spec.word", "ABC", "should match '^[a-z]+$'")],
        [{ mode: "half" }, 'spec.mode: Unsupported value: "half": supported values: "on", "off"'],
        [{ at: "soon" }, wrongType("spec.at", "date-time", "soon")],
      ]),
  },
  {
    name: "every value has its type",
    run: (cluster) =>
      refusals(cluster, {
        text: { type: "string" },
        flag: { type: "boolean" },
        count: { type: "number" },
        list: { type: "array", items: { type: "string" } },
        map: { type: "object", additionalProperties: { type: "integer" } },
        either: { "x-kubernetes-int-or-string": true },
      }, [
        [{ text: "", flag: false, count: 1, list: [], map: {}, either: "50%" }],
        [{ either: 3, count: 1.5, map: { any: 1 } }],
        [{ text: 1 }, wrongType("spec.text", "string", "integer")],
        [{ flag: "true" }, wrongType("spec.flag", "boolean", "string")],
        [{ count: "1" }, wrongType("spec.count", "number", "string")],
        [{ list: {} }, wrongType("spec.list", "array", "object")],
        [{ list: [1] }, wrongType("spec.list[0]", "string", "integer")],
        [{ map: { any: "x" } }, wrongType("spec.map.any", "integer", "string")],
        [{ either: {} }, wrongType("spec.either", "integer,string", "object")],
        ["text", wrongType("spec", "object", "string")],
        [
          { text: 1, flag: 1 },
          wrongType("spec.text", "string", "integer"),
          wrongType("spec.flag", "boolean", "integer"),
        ],
      ]),
  },
  {
    name: "lists and objects keep their sizes, keys and what they require",
    run: (cluster) =>
      refusals(cluster, {
        list: { type: "array", minItems: 1, maxItems: 2, items: { type: "string" } },
        set: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
        keyed: {
          type: "array",
          items: { type: "object", required: ["key"], properties: { key: { type: "string" } } },
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["key"],
        },
        object: { type: "object", required: ["a"], properties: { a: { type: "string" } } },
      }, [
        [{ list: ["a"], set: ["a", "b"], keyed: [{ key: "a" }, { key: "b" }], object: { a: "" } }],
        [{ list: [] }, invalid("spec.list", 0, "should have at least 1 items")],
        [{ list: ["a", "b", "c"] }, "spec.list: Too many: 3: must have at most 2 items"],
        [{ set: ["a", "a"] }, 'spec.set[1]: Duplicate value: "a"'],
        [{ keyed: [{ key: "a" }, { key: "a" }] }, 'spec.keyed[1]: Duplicate value: {"key":"a"}'],
        [{ keyed: [{}] }, "spec.keyed[0].key: Required value"],
        [{ object: {} }, "spec.object.a: Required value"],
      ]),
  },
  {
    name: "defaults fill in what is absent, in what is there, down to the items of lists",
    run: (cluster) =>
      stored(cluster, {
        size: { type: "integer", default: 3 },
        whole: {
          type: "object",
          default: { x: 1 },
          properties: { x: { type: "integer" }, y: { type: "integer", default: 2 } },
        },
        part: { type: "object", properties: { y: { type: "integer", default: 2 } } },
        list: { type: "array", items: { type: "object", properties: { key: { type: "string", default: "k" } } } },
      }, [
        [{}, { size: 3, whole: { x: 1, y: 2 } }],
        [{ size: 0, whole: {}, part: {}, list: [{}, { key: "l" }] }, {
          ...{ size: 0, whole: { y: 2 }, part: { y: 2 }, list: [{ key: "k" }, { key: "l" }] },
        }],
        [{ size: null, whole: null }, { size: 3, whole: { x: 1, y: 2 } }],
      ]),
  },
  {
    name: "a default stands in for what is required",
    run: (cluster) =>
      stored(cluster, {
        object: { type: "object", required: ["a"], properties: { a: { type: "string", default: "x" } } },
      }, [[{ object: {} }, { object: { a: "x" } }]]),
  },
  {
    name: "null is kept where it may be, and stands for nothing elsewhere",
    run: (cluster) =>
      stored(cluster, {
        text: { type: "string" },
        open: { type: "string", nullable: true },
        filled: { type: "string", nullable: true, default: "d" },
        any: { "x-kubernetes-preserve-unknown-fields": true },
      }, [[{ text: null, open: null, filled: null, any: { a: [1, { b: null }], c: null } }, {
        ...{ open: null, filled: null, any: { a: [1, { b: null }], c: null } },
      }]]),
  },
  {
    name: "unknown fields are pruned at every level, with a warning for each, but not below what keeps them",
    async run(cluster) {
      const item = { type: "object", properties: { a: { type: "string" } } };
      const properties = {
        object: item,
        list: { type: "array", items: item },
        open: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
      };
      await withThings(cluster, [version(properties)], async ({ things, thing }) => {
        const spec = { odd: 1, object: { a: "1", odd: 2 }, list: [{ odd: 3 }], open: { odd: 4 } };
        const { body, headers } = await send(cluster, "POST", things(), { ...thing("one", spec), odd: 5 });
        assertEquals([body.spec, body.odd], [{ object: { a: "1" }, list: [{}], open: { odd: 4 } }, undefined]);
        const unknown = ["odd", "spec.list[0].odd", "spec.object.odd", "spec.odd"];
        const warnings = headers.get("warning")!.split(", ").toSorted();
        assertEquals(warnings, unknown.map((path) => `299 - "unknown field \\"${path}\\""`));
      });
    },
  },
  {
    name: "the status has defaults and is pruned as the rest",
    async run(cluster) {
      const plain = version({}, { subresources: { status: {} } });
      const properties = { ready: { type: "integer", default: 0 }, words: { type: "string" } };
      plain.schema.openAPIV3Schema.properties.status = { type: "object", properties };
      await withThings(cluster, [plain], async ({ things, thing }) => {
        await ok(cluster, "POST", things(), thing("one", {}));
        const { body, headers } = await patch(cluster, "merge", `${things()}/one/status`, {
          status: { words: "w", odd: 1 },
        });
        assertEquals(body.status, { ready: 0, words: "w" });
        assertEquals(headers.get("warning"), '299 - "unknown field \\"status.odd\\""');
      });
    },
  },
  {
    name: "rules in CEL, and one schema of several, are checked",
    realOnly: "schemas say types, bounds and keys",
    run: (cluster) =>
      refusals(cluster, {
        size: { type: "integer", "x-kubernetes-validations": [{ rule: "self < 10", message: "must be small" }] },
        one: {
          type: "object",
          properties: { a: { type: "string" }, b: { type: "string" } },
          oneOf: [{ required: ["a"] }, { required: ["b"] }],
        },
      }, [
        [{ size: 9, one: { a: "1" } }],
        [{ size: 11 }, "spec.size: Invalid value: 11: must be small"],
        [
          { one: { a: "1", b: "1" } },
          '<nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found 2 valid alternatives',
        ],
      ]),
  },
  {
    name: "an object inside an object has a kind, and its metadata is checked",
    realOnly: "schemas say types, bounds and keys",
    run: (cluster) =>
      refusals(cluster, {
        inner: { type: "object", "x-kubernetes-embedded-resource": true, "x-kubernetes-preserve-unknown-fields": true },
      }, [
        [{ inner: { apiVersion: "v1", kind: "Pod", metadata: { name: "x" } } }],
        [{ inner: {} }, "spec.inner.apiVersion: Required value", "spec.inner.kind: Required value"],
      ]),
  },
];
