import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { checkClaim } from "./claim_rules.ts";
import { checkDefinition } from "./definition_rules.ts";
import { checkDeployment, checkReplicaSet } from "./deployment_rules.ts";
import { checkPodSpec, checkPodUpdate } from "./pod_rules.ts";
import { checkBinding, checkRole } from "./role_rules.ts";
import { checkService } from "./service_rules.ts";
import { checkStatefulSet } from "./stateful_set_rules.ts";
import { unless } from "./value_rules.ts";

/** What is wrong with a built-in beyond its schema; `before` is what it replaces. */
export function checkBuiltin(object: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const spec = fieldsAt(object, "spec");
  const old = before && fieldsAt(before, "spec");
  switch (object.kind) {
    case "Pod":
      return [...checkPodSpec(spec, "spec"), ...(old ? checkPodUpdate(spec, old) : [])];
    case "StatefulSet":
      return checkStatefulSet(spec, object.metadata.name, old);
    case "Deployment":
      return checkDeployment(spec, old);
    case "ReplicaSet":
      return checkReplicaSet(spec, old);
    case "PersistentVolumeClaim":
      return checkClaim(spec, before);
    case "Service":
      return checkService(spec);
    case "ConfigMap":
      return checkConfigMap(object);
    case "Secret":
      return checkSecret(object, before);
    case "Event":
      return checkEvent(object);
    case "Lease":
      return unless(
        !(Number(spec.leaseDurationSeconds ?? 1) <= 0),
        cause.invalid("spec.leaseDurationSeconds", spec.leaseDurationSeconds, "must be greater than 0"),
      );
    case "ResourceQuota":
      return Object.entries(fieldsAt(spec, "hard")).flatMap(([name, amount]) =>
        unless(
          !String(amount).startsWith("-"),
          cause.invalid(`spec.hard[${name}]`, amount, "must be greater than or equal to 0"),
        )
      );
    case "Role":
    case "ClusterRole":
      return checkRole(object);
    case "RoleBinding":
    case "ClusterRoleBinding":
      return checkBinding(object, before);
    case "CustomResourceDefinition":
      return checkDefinition(object, before);
  }
  return [];
}

/** An Event stands beside what it is about; about what is of the cluster it stands in one of these. */
const EVENTS_OF_CLUSTER = ["default", "kube-system"];

function checkEvent(event: UntypedObject): Cause[] {
  const about = String(at(event, "involvedObject.namespace") ?? "");
  const { namespace = "" } = event.metadata;
  const isFine = about === "" ? EVENTS_OF_CLUSTER.includes(namespace) : about === namespace;
  return unless(isFine, cause.invalid("involvedObject.namespace", about, "does not match event.namespace"));
}

const MOST_BYTES = 2 ** 20;
const KEY = "[-._a-zA-Z0-9]+";

const KEY_WORDS = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or " +
  `'KEY_NAME',  or 'key-name', regex used for validation is '${KEY}')`;

const checkKeys = (name: string, keys: string[]) =>
  keys.flatMap((key) => unless(new RegExp(`^${KEY}$`).test(key), cause.invalid(`${name}[${key}]`, key, KEY_WORDS)));

function checkSecret(secret: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const data = fieldsAt(secret as unknown as Fields, "data");
  const bytes = Object.values(data).reduce((sum: number, each) => sum + String(each).length * 3 / 4, 0);
  const isSameType = before === undefined || before.type === secret.type;
  return [
    ...unless(isSameType, cause.invalid("type", secret.type, "field is immutable")),
    ...checkKeys("data", Object.keys(data)),
    ...unless(bytes <= MOST_BYTES, cause.tooLong("data", MOST_BYTES)),
  ];
}

function checkConfigMap(map: UntypedObject): Cause[] {
  const [data, binary] = [fieldsAt(map as unknown as Fields, "data"), fieldsAt(map as unknown as Fields, "binaryData")];
  const bytes = new TextEncoder().encode(Object.values(data).join("")).length;
  return [
    ...checkKeys("data", Object.keys(data)),
    ...checkKeys("binaryData", Object.keys(binary)),
    ...Object.keys(data).filter((key) => Object.hasOwn(binary, key)).map((key) =>
      cause.invalid(`data[${key}]`, key, "duplicate of key present in binaryData")
    ),
    ...unless(bytes <= MOST_BYTES, cause.tooLong("[]", MOST_BYTES)),
  ];
}
