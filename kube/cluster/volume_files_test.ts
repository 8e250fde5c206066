import { assertEquals, assertThrows } from "@std/assert";
import { filesOf, fileSources, type MapSource, renewTokenAfterMs } from "./volume_files.ts";

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
const MAP: MapSource = {
  kind: "ConfigMap",
  name: "settings",
  isOptional: false,
  items: undefined,
  mode: undefined,
};

Deno.test("fileSources() takes the volume that Kubernetes gives each pod apart", () => {
  assertEquals(fileSources(ACCESS), [
    { kind: "token", path: "token", audiences: [], expirationSeconds: 3607 },
    { ...MAP, name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }], mode: 0o644 },
    { kind: "field", path: "namespace", fieldPath: "metadata.namespace", mode: 0o644 },
  ]);
});

Deno.test("fileSources() knows volumes of one source alone", () => {
  assertEquals(fileSources({ name: "v", configMap: { name: "settings" } }), [MAP]);
  const items = [{ path: "labels", mode: 0o400, fieldRef: { fieldPath: "metadata.labels" } }];
  assertEquals(fileSources({ name: "v", downwardAPI: { items, defaultMode: 0o644 } }), [
    { kind: "field", path: "labels", fieldPath: "metadata.labels", mode: 0o400 },
  ]);
});

Deno.test("fileSources() leaves alone what it cannot give in whole", () => {
  assertEquals(fileSources({ name: "v", emptyDir: {} }), undefined);
  assertEquals(fileSources({ name: "v", persistentVolumeClaim: { claimName: "c" } }), undefined);
  const cpu = { path: "cpu", resourceFieldRef: { resource: "limits.cpu" } };
  assertEquals(fileSources({ name: "v", downwardAPI: { items: [cpu] } }), undefined);
  const sources = [{ clusterTrustBundle: { path: "ca" } }, ...ACCESS.projected.sources];
  assertEquals(fileSources({ name: "v", projected: { sources } }), undefined);
});

Deno.test("filesOf() gives every key, bytes too, or those that are named under their paths", () => {
  const map = { data: { a: "1", b: "2" }, binaryData: { c: "AP8=" } };
  assertEquals(filesOf(map, { ...MAP, mode: 0o755 }), [
    { path: "a", content: "1", mode: 0o755 },
    { path: "b", content: "2", mode: 0o755 },
    { path: "c", content: new Uint8Array([0, 255]), mode: 0o755 },
  ]);
  const items = [{ key: "a", path: "x/y" }, { key: "b", path: "b", mode: 0o400 }];
  assertEquals(filesOf(map, { ...MAP, items, mode: 0o644 }), [
    { path: "x/y", content: "1", mode: 0o644 },
    { path: "b", content: "2", mode: 0o400 },
  ]);
});

Deno.test("filesOf() refuses a key that is not there, unless the volume may do without", () => {
  const items = [{ key: "a", path: "a" }, { key: "z", path: "z" }];
  const map = { data: { a: "1" } };
  assertThrows(() => filesOf(map, { ...MAP, items }), Error, "settings references non-existent config key: z");
  assertEquals(filesOf(map, { ...MAP, items, isOptional: true }).map((each) => each.path), ["a"]);
});

Deno.test("a token is renewed with a fifth of its life left, and at least daily", () => {
  const issued = new Date("2026-01-01T00:00:00Z");
  assertEquals(renewTokenAfterMs(issued, new Date("2026-01-01T01:00:00Z")), 48 * 60_000);
  assertEquals(renewTokenAfterMs(issued, new Date("2027-01-01T00:00:00Z")), 24 * 3_600_000);
});

Deno.test("a Secret's volume has its keys as files, of its own words where one lacks", () => {
  const [source] = fileSources({ name: "gcp", secret: { secretName: "user-gcp-sa", defaultMode: 0o400 } })!;
  assertEquals(source, { kind: "Secret", name: "user-gcp-sa", isOptional: false, items: undefined, mode: 0o400 });
  const projected = { sources: [{ secret: { name: "s", optional: true, items: [{ key: "k", path: "p" }] } }] };
  const [other] = fileSources({ name: "v", projected })!;
  assertEquals(other, {
    kind: "Secret",
    name: "s",
    isOptional: true,
    items: [{ key: "k", path: "p" }],
    mode: undefined,
  });
  const binaryData = { "key.json": btoa("{}") };
  assertEquals(filesOf({ binaryData }, source as MapSource).map(({ path, mode }) => [path, mode]), [[
    "key.json",
    0o400,
  ]]);
  const asking = { ...source, items: [{ key: "z", path: "z" }] } as MapSource;
  assertThrows(() => filesOf({ binaryData }, asking), Error, "user-gcp-sa references non-existent secret key: z");
});
