import { unsupportedMediaType } from "../../kube/failure.ts";
import type { UntypedObject } from "../../kube/object.ts";

const MAGIC = "k8s\0";
const RESOURCE = ["namespace", "verb", "group", "version", "resource", "subresource", "name"];

/**
 * Reads a SelfSubjectAccessReview from protobuf: `kubectl auth can-i` sends nothing else. Field numbers are those of
 * Kubernetes' generated.proto. Throws 415 for any other kind, since kubectl sends all others as JSON.
 */
export function readProtobufReview(bytes: Uint8Array): UntypedObject {
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) throw unsupportedMediaType(["application/json"]);
  const unknown = readFields(bytes.subarray(4));
  const [apiVersion, kind] = [1, 2].map((field) => readText(readFields(unknown.get(1)!).get(field)));
  if (kind !== "SelfSubjectAccessReview") throw unsupportedMediaType(["application/json", "application/yaml"]);
  const spec = readFields(readFields(unknown.get(2)!).get(2)!);
  const [resource, path] = [spec.get(1), spec.get(2)];
  const named = (names: string[], message: Uint8Array) => {
    const fields = readFields(message);
    return Object.fromEntries(names.map((name, i) => [name, readText(fields.get(i + 1))]).filter(([, text]) => text));
  };
  return {
    ...{ apiVersion, kind, metadata: {} as UntypedObject["metadata"] },
    spec: {
      ...(resource && { resourceAttributes: named(RESOURCE, resource) }),
      ...(path && { nonResourceAttributes: named(["path", "verb"], path) }),
    },
  };
}

const readText = (bytes?: Uint8Array) => bytes ? new TextDecoder().decode(bytes) : "";

/** The length-delimited fields of a message by their number; others are skipped. */
function readFields(bytes: Uint8Array): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1;; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if ((tag & 7) === 0) varint();
    else if ((tag & 7) === 2) {
      const length = varint();
      fields.set(Math.floor(tag / 8), bytes.subarray(at, at += length));
    } else throw unsupportedMediaType(["application/json"]);
  }
  return fields;
}
