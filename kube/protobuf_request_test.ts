import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "./errors.ts";
import { readProtobuf } from "./protobuf_request.ts";

/** A field of bytes, texts or fields, with its length before it. */
function field(number: number, content: string | number[]): number[] {
  const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
  return [number * 8 + 2, bytes.length, ...bytes];
}

function message(apiVersion: string, kind: string, spec: number[], metadata: number[] = []): Uint8Array {
  const type = [...field(1, apiVersion), ...field(2, kind)];
  const object = [...field(1, metadata), ...field(2, spec)];
  return new Uint8Array([...new TextEncoder().encode("k8s\0"), ...field(1, type), ...field(2, object)]);
}

Deno.test("a TokenRequest has several audiences, a number, and what it is bound to", () => {
  const bound = [...field(1, "Pod"), ...field(2, "v1"), ...field(3, "p"), ...field(4, "uid")];
  // 600 as a varint.
  const spec = [...field(1, "a"), ...field(1, "b"), ...field(3, bound), 4 * 8, 0b1101_1000, 4];
  assertEquals(readProtobuf(message("authentication.k8s.io/v1", "TokenRequest", spec)), {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    metadata: {} as never,
    spec: {
      audiences: ["a", "b"],
      expirationSeconds: 600,
      boundObjectRef: { kind: "Pod", apiVersion: "v1", name: "p", uid: "uid" },
    },
  });
});

Deno.test("a TokenRequest may leave out everything, and a SelfSubjectReview has nothing", () => {
  const read = (kind: string) => readProtobuf(message("authentication.k8s.io/v1", kind, []));
  assertEquals(read("TokenRequest").spec, {});
  assertEquals(read("SelfSubjectReview").spec, undefined);
});

Deno.test("a role's rules, a binding's subjects and a map keep their empty texts", () => {
  const rule = [...field(1, "get"), ...field(2, ""), ...field(3, "pods"), ...field(3, "services")];
  const role = readProtobuf(message("rbac.authorization.k8s.io/v1", "Role", rule, field(1, "reader")));
  assertEquals(role, {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "reader" } as never,
    rules: [{ verbs: ["get"], apiGroups: [""], resources: ["pods", "services"] }],
  });
  const entry = [...field(1, "empty"), ...field(2, "")];
  assertEquals(readProtobuf(message("v1", "ConfigMap", entry)).data, { empty: "" });
  const binary = [...field(1, "key"), ...field(2, [255, 0])];
  assertEquals(readProtobuf(message("v1", "Secret", binary)).data, { key: "/wA=" });
  const hard = field(1, [...field(1, "pods"), ...field(2, field(1, "2"))]);
  assertEquals(readProtobuf(message("v1", "ResourceQuota", hard)).spec, { hard: { pods: "2" } });
});

Deno.test("other kinds, and what is no protobuf of Kubernetes, are a 415", () => {
  for (const bytes of [message("v1", "Pod", []), new TextEncoder().encode("{}"), new Uint8Array()]) {
    const error = assertThrows(() => readProtobuf(bytes), ApiError);
    assertEquals(error.code, 415);
  }
});
