import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt, isFields, isSame } from "../json_value.ts";
import { checkSelector, checkTemplate } from "./template_rules.ts";
import { notNegative, unless } from "./value_rules.ts";

/** What is wrong with a ReplicaSet's spec; `old` is what it replaces. */
export function checkReplicaSet(spec: Fields, old?: Fields): Cause[] {
  return [
    ...notNegative("spec.replicas", spec.replicas),
    ...notNegative("spec.minReadySeconds", spec.minReadySeconds),
    ...checkSelector(spec, "deployment"),
    ...checkTemplate(fieldsAt(spec, "template"), "ReplicaSet"),
    ...unless(
      !old || isSame(spec.selector, old.selector),
      cause.invalid("spec.selector", spec.selector, "field is immutable"),
    ),
  ];
}

/** What is wrong with a Deployment's spec; `old` is what it replaces. */
export function checkDeployment(spec: Fields, old?: Fields): Cause[] {
  const { revisionHistoryLimit, progressDeadlineSeconds, minReadySeconds = 0 } = spec;
  const late = cause.invalid(
    "spec.progressDeadlineSeconds",
    progressDeadlineSeconds,
    "must be greater than minReadySeconds",
  );
  return [
    ...checkStrategy(fieldsAt(spec, "strategy")),
    ...notNegative("spec.revisionHistoryLimit", revisionHistoryLimit),
    ...notNegative("spec.progressDeadlineSeconds", progressDeadlineSeconds),
    ...unless(!(Number(progressDeadlineSeconds) <= Number(minReadySeconds)), late),
    ...checkReplicaSet(spec, old),
  ];
}

const STRATEGIES = ["Recreate", "RollingUpdate"];

function checkStrategy({ type, rollingUpdate }: Fields): Cause[] {
  const path = "spec.strategy.rollingUpdate";
  if (!STRATEGIES.includes(String(type))) {
    return [cause.notSupported("spec.strategy", { Type: type, RollingUpdate: rollingUpdate ?? null }, STRATEGIES)];
  }
  if (!isFields(rollingUpdate)) return [];
  if (type === "Recreate") return [cause.forbidden(path, "may not be specified when strategy `type` is 'Recreate'")];
  const { maxSurge, maxUnavailable } = rollingUpdate;
  const isNone = [maxSurge, maxUnavailable].every((each) => parseInt(String(each)) === 0);
  return unless(!isNone, cause.invalid(`${path}.maxUnavailable`, maxUnavailable, "may not be 0 when `maxSurge` is 0"));
}
