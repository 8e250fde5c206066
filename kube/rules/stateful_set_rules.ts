import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt, isFields, isSame } from "../json_value.ts";
import { checkForm, checkKey } from "../name_forms.ts";
import { checkLabels, checkPodSpec, omit } from "./pod_rules.ts";
import { isAbsent, notNegative, oneOf, unless } from "./value_rules.ts";

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
    ...checkSelector(spec),
    ...checkTemplate(fieldsAt(spec, "template")),
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

function checkSelector(spec: Fields): Cause[] {
  const { selector } = spec;
  const labels = (at(spec, "template.metadata.labels") ?? {}) as Fields;
  const mismatch = cause.invalid(
    "spec.template.metadata.labels",
    labels,
    "`selector` does not match template `labels`",
  );
  if (!isFields(selector)) return [mismatch];
  if (isAbsent(selector.matchLabels) && isAbsent(selector.matchExpressions)) {
    return [cause.invalid("spec.selector", {}, "empty selector is invalid for statefulset")];
  }
  const wrong = checkLabels(fieldsAt(selector, "matchLabels"), "spec.selector.matchLabels");
  if (wrong.length > 0) return [...wrong, cause.invalid("spec.selector", selector, "")];
  return unless(
    Object.entries(fieldsAt(selector, "matchLabels")).every(([key, value]) => labels[key] === value),
    mismatch,
  );
}

function checkTemplate(template: Fields): Cause[] {
  const spec = fieldsAt(template, "spec");
  return [
    ...checkLabels((at(template, "metadata.labels") ?? {}) as Fields, "spec.template.labels"),
    ...Object.keys(at(template, "metadata.annotations") ?? {}).flatMap((key) =>
      checkKey("spec.template.annotations", key)
    ),
    ...checkPodSpec(omit(spec, ["restartPolicy", "activeDeadlineSeconds"]), "spec.template.spec"),
    ...oneOf("spec.template.spec.restartPolicy", spec.restartPolicy, ["Always"]),
    ...unless(
      spec.activeDeadlineSeconds === undefined,
      cause.forbidden(
        "spec.template.spec.activeDeadlineSeconds",
        "activeDeadlineSeconds in StatefulSet is not Supported",
      ),
    ),
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
