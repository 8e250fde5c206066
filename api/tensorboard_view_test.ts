import { assertEquals } from "@std/assert";
import type { Tensorboard } from "../kube/mod.ts";
import { claimsOfTensorboard, sourcesOf } from "./tensorboard_view.ts";

const board = (logspath: string, more: Partial<Tensorboard["spec"]> = {}): Tensorboard => ({
  metadata: { name: "runs", namespace: "team" },
  spec: { logspath, ...more },
});

Deno.test("a Tensorboard's sources are read as the controller reads them", () => {
  assertEquals(sourcesOf(board("pvc://logs/run1")), [{ kind: "volume", claim: "logs", path: "run1" }]);
  for (const url of ["s3://bucket/runs", "gs://bucket/runs", "https://a.b/runs", "/cns/a"]) {
    assertEquals(sourcesOf(board(url)), [{ kind: "objectStore", url }]);
  }
});

Deno.test("what TensorBoard cannot read by itself is a path on the claim of old, which is mounted there as a whole", () => {
  for (const text of ["hdfs://cluster/runs", "/var/log/tb"]) {
    assertEquals(sourcesOf(board(text)), [{ kind: "volume", claim: "tb-volume", path: "" }], text);
    assertEquals(claimsOfTensorboard(board(text)), ["tb-volume"]);
  }
});

Deno.test("each directory has its label, and the credential belongs to what is in a store", () => {
  const logDirectories = [{ name: "old", path: "s3://bucket/old" }];
  assertEquals(sourcesOf(board("pvc://logs", { logDirectories, secretRef: { name: "keys" } })), [
    { kind: "volume", claim: "logs", path: "" },
    { kind: "objectStore", label: "old", url: "s3://bucket/old", credential: "keys" },
  ]);
  assertEquals(sourcesOf(board("")), []);
});
