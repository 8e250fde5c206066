import { assertEquals, assertThrows } from "@std/assert";
import { filesOf, type FileSource, fileSources, renewTokenAfterMs } from "./volume_files.ts";

const ACCESS = {
  name: "kube-api-access-x",
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
      { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
      {
        downwardAPI: {
          items: [{ path: "namespace", fieldRef: { apiVersion: "v1", fieldPath: "metadata.namespace" } }],
        },
      },
    ],
  },
};
const MAP: Extract<FileSource, { kind: "configMap" }> = {
  kind: "configMap",
  name: "settings",
  isOptional: false,
  items: undefined,
};

Deno.test("fileSources() takes the volume that Kubernetes gives each pod apart", () => {
  assertEquals(fileSources(ACCESS), [
    { kind: "token", path: "token", audiences: [], expirationSeconds: 3607 },
    { ...MAP, name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] },
    { kind: "field", path: "namespace", fieldPath: "metadata.namespace" },
  ]);
});

Deno.test("fileSources() knows volumes of one source alone", () => {
  assertEquals(fileSources({ name: "v", configMap: { name: "settings" } }), [MAP]);
  const items = [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }];
  assertEquals(fileSources({ name: "v", downwardAPI: { items } }), [
    { kind: "field", path: "labels", fieldPath: "metadata.labels" },
  ]);
});

Deno.test("fileSources() leaves alone what it cannot give in whole", () => {
  assertEquals(fileSources({ name: "v", emptyDir: {} }), undefined);
  assertEquals(fileSources({ name: "v", persistentVolumeClaim: { claimName: "c" } }), undefined);
  const cpu = { path: "cpu", resourceFieldRef: { resource: "limits.cpu" } };
  assertEquals(fileSources({ name: "v", downwardAPI: { items: [cpu] } }), undefined);
  const sources = [{ secret: { name: "s" } }, ...ACCESS.projected.sources];
  assertEquals(fileSources({ name: "v", projected: { sources } }), undefined);
});

Deno.test("filesOf() gives every key, or those that are named under their paths", () => {
  const data = { a: "1", b: "2" };
  assertEquals(filesOf(data, MAP), data);
  assertEquals(filesOf(data, { ...MAP, items: [{ key: "a", path: "x/y" }] }), { "x/y": "1" });
});

Deno.test("filesOf() refuses a key that is not there, unless the volume may do without", () => {
  const items = [{ key: "a", path: "a" }, { key: "z", path: "z" }];
  assertThrows(() => filesOf({ a: "1" }, { ...MAP, items }), Error, "settings references non-existent config key: z");
  assertEquals(filesOf({ a: "1" }, { ...MAP, items, isOptional: true }), { a: "1" });
});

Deno.test("a token is renewed with a fifth of its life left, and at least daily", () => {
  const issued = new Date("2026-01-01T00:00:00Z");
  assertEquals(renewTokenAfterMs(issued, new Date("2026-01-01T01:00:00Z")), 48 * 60_000);
  assertEquals(renewTokenAfterMs(issued, new Date("2027-01-01T00:00:00Z")), 24 * 3_600_000);
});
