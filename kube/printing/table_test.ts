import { assertEquals } from "@std/assert";
import { toTable } from "./table.ts";

const NOW = new Date("2026-01-01T00:05:00Z");
const object = (fields: object) => ({ metadata: { name: "x", creationTimestamp: "2026-01-01T00:00:00Z" }, ...fields });
const cellsOf = (kind: string, isCustom: boolean, columns: object[], fields: object) =>
  toTable({ kind, isCustom, columns: columns as never }, [object(fields)], {}, NOW).rows[0].cells;

Deno.test("a kind without columns shows names and ages", () => {
  const table = toTable({ kind: "Thing", isCustom: true, columns: [] }, [object({})], { resourceVersion: "1" }, NOW);
  assertEquals(table.columnDefinitions.map(({ name, type }) => [name, type]), [["Name", "string"], ["Age", "date"]]);
  assertEquals(table.rows[0].cells, ["x", "5m"]);
  assertEquals(table.metadata, { resourceVersion: "1" });
});

Deno.test("a custom resource's column has its value, or nothing", () => {
  const columns = [
    { name: "State", type: "string", jsonPath: ".status.state" },
    { name: "Spec", type: "string", jsonPath: ".spec" },
    { name: "Replicas", type: "integer", jsonPath: ".spec.replicas" },
    { name: "Since", type: "date", jsonPath: ".status.since" },
  ];
  assertEquals(cellsOf("Thing", true, columns, { spec: { replicas: 2 } }), ["x", null, '{"replicas":2}', 2, null]);
  const since = "2026-01-01T00:04:30Z";
  assertEquals(cellsOf("Thing", true, columns, { status: { state: "Up", since } }), ["x", "Up", null, null, "30s"]);
});

Deno.test("a built-in's column says something else where there is no value", () => {
  const columns = [
    { name: "Class", type: "string", jsonPath: ".spec.class", otherwise: "<none>" },
    { name: "Volume", type: "string", jsonPath: ".spec.volume" },
  ];
  assertEquals(cellsOf("Thing", false, columns, {}), ["x", "<none>", ""]);
});

Deno.test("a row carries the metadata, the object, or neither", () => {
  const row = (included?: string) =>
    toTable({ kind: "Thing", isCustom: true, columns: [] }, [object({ spec: 1 })], {}, NOW, included).rows[0].object;
  assertEquals((row() as { kind: string }).kind, "PartialObjectMetadata");
  assertEquals((row("Object") as { spec?: number }).spec, 1);
  assertEquals(row("None"), undefined);
});
