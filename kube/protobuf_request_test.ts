import { assertEquals, assertThrows } from "@std/assert";
import { ApiError } from "./errors.ts";
import { readProtobuf } from "./protobuf_request.ts";

/** A field of bytes, texts or fields, with its length before it. */
function field(number: number, content: string | number[]): number[] {
  const bytes = typeof content === "string" ? [...new TextEncoder().encode(content)] : content;
  return [number * 8 + 2, bytes.length, ...bytes];
}

function message(apiVersion: string, kind: string, spec: number[]): Uint8Array {
  const type = [...field(1, apiVersion), ...field(2, kind)];
  const object = [...field(1, []), ...field(2, spec)];
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
  assertEquals(read("TokenRequest").spec, { audiences: [] });
  assertEquals(read("SelfSubjectReview").spec, undefined);
});

Deno.test("other kinds, and what is no protobuf of Kubernetes, are a 415", () => {
  for (const bytes of [message("v1", "Pod", []), new TextEncoder().encode("{}"), new Uint8Array()]) {
    const error = assertThrows(() => readProtobuf(bytes), ApiError);
    assertEquals(error.code, 415);
  }
});
