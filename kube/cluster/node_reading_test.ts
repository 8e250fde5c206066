import { assertEquals } from "@std/assert";
import type { Pod } from "../builtins.ts";
import { isNodeReading } from "./node_reading.ts";

const envFrom = [{ secretRef: { name: "s3" } }];
const pod = (nodeName: string): Pod => ({
  metadata: { name: "p", namespace: "demo" },
  spec: {
    nodeName,
    containers: [{ name: "c", envFrom }],
    initContainers: [{ name: "i", env: [{ name: "A", valueFrom: { configMapKeyRef: { name: "first", key: "k" } } }] }],
    volumes: [{ name: "v", secret: { secretName: "file" } }, { name: "w", persistentVolumeClaim: { claimName: "s4" } }],
  },
});
const NODE = { name: "system:node:n1", groups: ["system:nodes"] };
const may = (plural: string, name: string, user = NODE, verb = "get", pods = [pod("n1")]) =>
  isNodeReading(
    user,
    { verb, group: "", plural, subresource: "", namespace: "demo", name },
    (of) => of === "demo" ? pods : [],
  );

Deno.test("a node may get what its pods name for environment and files, in either kind's own name", () => {
  assertEquals([may("secrets", "s3"), may("secrets", "file"), may("configmaps", "first")], [true, true, true]);
  assertEquals([may("configmaps", "s3"), may("secrets", "first"), may("secrets", "s4")], [false, false, false]);
});

Deno.test("a node may neither list nor write them, nor get what another node's pods name", () => {
  assertEquals([may("secrets", "s3", NODE, "list"), may("secrets", "", NODE), may("secrets", "s3", NODE, "patch")], [
    ...[false, false, false],
  ]);
  assertEquals(may("secrets", "s3", NODE, "get", [pod("n2")]), false);
  assertEquals(may("secrets", "s3", { name: "system:node:n1", groups: [] }), false);
  assertEquals(may("secrets", "s3", { name: "n1", groups: ["system:nodes"] }), false);
});
