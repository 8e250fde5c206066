import { unsupportedMediaType } from "./failure.ts";
import { fieldsAt } from "./json_value.ts";
import type { UntypedObject } from "./object.ts";
import {
  base64,
  integer,
  map,
  message,
  messages,
  type Reader,
  readMessage,
  type Shape,
  text,
  textIn,
  texts,
} from "./protobuf_message.ts";

const MAGIC = "k8s\0";

/** Fields that are read alike, numbered from 1. */
function numbered(names: string[], read: Reader = text): Shape {
  return Object.fromEntries(names.map((name, i) => [i + 1, [name, read]]));
}

const TYPE = numbered(["apiVersion", "kind"]);
const METADATA: Shape = {
  ...numbered(["name", "generateName", "namespace"]),
  11: ["labels", map(text)],
  12: ["annotations", map(text)],
};
const ACCESS_REVIEW: Shape = {
  1: [
    "resourceAttributes",
    message(numbered(["namespace", "verb", "group", "version", "resource", "subresource", "name"])),
  ],
  2: ["nonResourceAttributes", message(numbered(["path", "verb"]))],
};
const TOKEN_REQUEST: Shape = {
  1: ["audiences", texts],
  3: ["boundObjectRef", message(numbered(["kind", "apiVersion", "name", "uid"]))],
  4: ["expirationSeconds", integer],
};
const QUOTA: Shape = { 1: ["hard", map(textIn)], 2: ["scopes", texts] };
const ROLE: Shape = {
  2: ["rules", messages(numbered(["verbs", "apiGroups", "resources", "resourceNames", "nonResourceURLs"], texts))],
};
const BINDING: Shape = {
  2: ["subjects", messages(numbered(["kind", "apiGroup", "name", "namespace"]))],
  3: ["roleRef", message(numbered(["apiGroup", "kind", "name"]))],
};
const spec = (shape: Shape): Shape => ({ 2: ["spec", message(shape)] });

/** The kinds that kubectl sends as protobuf: their fields beside `metadata`. */
const KINDS: Record<string, Shape> = {
  ClusterRole: ROLE,
  ClusterRoleBinding: BINDING,
  ConfigMap: { 2: ["data", map(text)], 3: ["binaryData", map(base64)] },
  Namespace: {},
  ResourceQuota: spec(QUOTA),
  Role: ROLE,
  RoleBinding: BINDING,
  Secret: { 2: ["data", map(base64)], 3: ["type", text], 4: ["stringData", map(text)] },
  SelfSubjectAccessReview: spec(ACCESS_REVIEW),
  SelfSubjectReview: {},
  SelfSubjectRulesReview: spec(numbered(["namespace"])),
  ServiceAccount: {},
  TokenRequest: spec(TOKEN_REQUEST),
};

/**
 * Reads what kubectl sends as protobuf and as nothing else: `auth can-i`, `auth whoami`, `create token`, and `create` of
 * the kinds above. Field numbers are those of Kubernetes' generated.proto. Throws 415 for any other kind: kubectl sends
 * all others as JSON.
 */
export function readProtobuf(bytes: Uint8Array): UntypedObject {
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) throw unsupportedMediaType(["application/json"]);
  const sent = readMessage(bytes.subarray(4), { 1: ["type", message(TYPE)], 2: ["object", (values) => values.at(-1)] });
  const { apiVersion, kind } = fieldsAt(sent, "type") as { apiVersion: string; kind: string };
  if (!Object.hasOwn(KINDS, kind)) throw unsupportedMediaType(["application/json", "application/yaml"]);
  const object = readMessage(sent.object as Uint8Array, { 1: ["metadata", message(METADATA)], ...KINDS[kind] });
  return { apiVersion, kind, metadata: {} as UntypedObject["metadata"], ...object };
}
