import { assertEquals } from "@std/assert";
import type { PodDefault } from "../kube/mod.ts";
import { additionsOf } from "./configuration_additions.ts";

const podDefault = (spec: Record<string, unknown>) =>
  ({
    metadata: { name: "keys", namespace: "demo" },
    spec: { selector: { matchLabels: { keys: "true" } }, ...spec },
  }) as PodDefault;

Deno.test("additionsOf() names what a configuration adds, and where its files are seen", () => {
  const added = additionsOf(podDefault({
    env: [{ name: "TOKEN", value: "secret" }],
    envFrom: [{ secretRef: { name: "s3" } }],
    volumes: [{ name: "ca", secret: { secretName: "ca" } }],
    volumeMounts: [{ name: "ca", mountPath: "/etc/ca" }],
    tolerations: [{ key: "gpu" }],
  }));
  assertEquals(added.map(({ kind, name }) => [kind, name]), [
    ["volume", "ca"],
    ["toleration", "gpu"],
    ["env", "TOKEN"],
    ["volumeMount", "/etc/ca"],
    ["envFrom", "s3"],
  ]);
});

Deno.test("additionsOf() says nothing of a configuration that contradicts itself or holds nothing", () => {
  const twice = [{ name: "A", value: "1" }, { name: "A", value: "2" }];
  assertEquals(additionsOf(podDefault({ env: twice })), []);
  assertEquals(additionsOf(podDefault({})), []);
  assertEquals(additionsOf({ metadata: { name: "odd" } } as PodDefault), []);
});
