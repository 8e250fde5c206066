import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt, isFields, isSame } from "../json_value.ts";
import { checkForm } from "../name_forms.ts";
import { omit } from "./pod_rules.ts";
import { checkSelector, checkTemplate } from "./template_rules.ts";
import { isAbsent, notNegative, unless } from "./value_rules.ts";

const UPDATABLE = [
  ...["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit"],
  ...["persistentVolumeClaimRetentionPolicy", "minReadySeconds"],
];

/** What is wrong with a StatefulSet's spec; `old` is what it replaces. */
export function checkStatefulSet(spec: Fields, name: string, old?: Fields): Cause[] {
  const policy = spec.podManagementPolicy;
  const isPolicy = isAbsent(policy) || policy === "OrderedReady" || policy === "Parallel";
  return [
    ...(name.includes(".") || name.length > 63 ? checkForm("metadata.name", name, "label") : []),
    ...unless(
      isPolicy,
      cause.invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'"),
    ),
    ...checkStrategy(fieldsAt(spec, "updateStrategy")),
    ...notNegative("spec.replicas", spec.replicas),
    ...notNegative("spec.minReadySeconds", spec.minReadySeconds),
    ...(isAbsent(spec.serviceName) ? [] : checkForm("spec.serviceName", String(spec.serviceName), "label")),
    ...checkSelector(spec, "statefulset"),
    ...checkTemplate(fieldsAt(spec, "template"), "StatefulSet"),
    ...(old ? checkUpdate(spec, old) : []),
  ];
}

function checkStrategy({ type, rollingUpdate }: Fields): Cause[] {
  const path = "spec.updateStrategy";
  const { partition = 0, maxUnavailable = null } = isFields(rollingUpdate) ? rollingUpdate : {};
  const shown = isFields(rollingUpdate) ? { Partition: partition, MaxUnavailable: maxUnavailable } : null;
  if (type === "OnDelete") {
    const why = "only allowed for updateStrategy 'RollingUpdate'";
    return unless(shown === null, cause.invalid(`${path}.rollingUpdate`, shown, why));
  }
  const wrong = { Type: type, RollingUpdate: shown };
  return [
    ...unless(
      isAbsent(type) || type === "RollingUpdate",
      cause.invalid(path, wrong, "must be 'RollingUpdate' or 'OnDelete'"),
    ),
    ...notNegative(`${path}.rollingUpdate.partition`, partition),
  ];
}

function checkUpdate(spec: Fields, old: Fields): Cause[] {
  const names = "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', " +
    "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
  return unless(
    isSame(omit(spec, UPDATABLE), omit(old, UPDATABLE)),
    cause.forbidden("spec", `updates to statefulset spec for fields other than ${names} are forbidden`),
  );
}
