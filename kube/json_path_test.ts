import { assertEquals } from "@std/assert";
import { readJsonPath } from "./json_path.ts";

Deno.test("readJsonPath() knows fields, places in lists, filters and escaped dots", () => {
  const object = {
    spec: { items: [{ name: "a" }, { name: "b" }] },
    status: { conditions: [{ type: "Ready", status: "True" }] },
    metadata: { labels: { "x.y/z": "1" } },
  };
  assertEquals(readJsonPath(object, ".spec.items[1].name"), "b");
  assertEquals(readJsonPath(object, '.status.conditions[?(@.type=="Ready")].status'), "True");
  assertEquals(readJsonPath(object, ".metadata.labels.x\\.y/z"), "1");
  assertEquals(readJsonPath(object, ".metadata.labels['x.y/z']"), "1");
  assertEquals(readJsonPath(object, ".spec.nothing[0].name"), undefined);
});
