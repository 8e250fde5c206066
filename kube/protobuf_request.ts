import { unsupportedMediaType } from "./failure.ts";
import type { Fields } from "./json_value.ts";
import type { UntypedObject } from "./object.ts";

const MAGIC = "k8s\0";
const RESOURCE = ["namespace", "verb", "group", "version", "resource", "subresource", "name"];
/** The kinds that kubectl sends as protobuf, and how their spec is read. */
const SPECS: Record<string, (spec: Message) => Fields | undefined> = {
  SelfSubjectAccessReview: (spec) => ({
    ...(spec.get(1) && { resourceAttributes: named(RESOURCE, spec, 1) }),
    ...(spec.get(2) && { nonResourceAttributes: named(["path", "verb"], spec, 2) }),
  }),
  SelfSubjectRulesReview: (spec) => ({ namespace: readText(spec.get(1)?.at(-1)) }),
  SelfSubjectReview: () => undefined,
  TokenRequest: (spec) => ({
    audiences: (spec.get(1) ?? []).map((each) => readText(each)),
    ...(spec.get(4) && { expirationSeconds: spec.get(4)![0] }),
    ...(spec.get(3) && { boundObjectRef: named(["kind", "apiVersion", "name", "uid"], spec, 3) }),
  }),
};

/** The values of each field by its number, in their order: numbers, or bytes. */
type Message = Map<number, (number | Uint8Array)[]>;

/**
 * Reads what `kubectl auth can-i`, `auth whoami` and `create token` send, which is protobuf and nothing else. Field
 * numbers are those of Kubernetes' generated.proto. Throws 415 for any other kind: kubectl sends all others as JSON.
 */
export function readProtobuf(bytes: Uint8Array): UntypedObject {
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) throw unsupportedMediaType(["application/json"]);
  const unknown = readFields(bytes.subarray(4));
  const { apiVersion, kind } = named(["apiVersion", "kind"], unknown, 1);
  if (!SPECS[kind]) throw unsupportedMediaType(["application/json", "application/yaml"]);
  const spec = SPECS[kind](readMessage(readMessage(unknown, 2), 2));
  return { ...{ apiVersion, kind, metadata: {} as UntypedObject["metadata"] }, ...(spec && { spec }) };
}

const readText = (value?: number | Uint8Array) => value instanceof Uint8Array ? new TextDecoder().decode(value) : "";

function readMessage(message: Message, field: number): Message {
  const value = message.get(field)?.at(-1);
  return value instanceof Uint8Array ? readFields(value) : new Map();
}

/** The texts of the message in `field`, whose fields have these names in the order of their numbers. */
function named(names: string[], message: Message, field: number): Record<string, string> {
  const fields = readMessage(message, field);
  return Object.fromEntries(names.map((name, i) => [name, readText(fields.get(i + 1)?.at(-1))]).filter(([, it]) => it));
}

function readFields(bytes: Uint8Array): Message {
  const fields: Message = new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1;; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  const read = (type: number) => {
    if (type === 0) return varint();
    if (type !== 2) throw unsupportedMediaType(["application/json"]);
    const length = varint();
    return bytes.subarray(at, at += length);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    fields.set(number, [...fields.get(number) ?? [], read(tag & 7)]);
  }
  return fields;
}
