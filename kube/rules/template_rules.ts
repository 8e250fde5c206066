import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt, isFields } from "../json_value.ts";
import { checkKey } from "../name_forms.ts";
import { checkLabels, checkPodSpec, omit } from "./pod_rules.ts";
import { isAbsent, oneOf, unless } from "./value_rules.ts";

/** What is wrong with the selector of an owner of pods; `kind` is how Kubernetes calls that where it is empty. */
export function checkSelector(spec: Fields, kind: string): Cause[] {
  const { selector } = spec;
  const labels = (at(spec, "template.metadata.labels") ?? {}) as Fields;
  const mismatch = cause.invalid(
    "spec.template.metadata.labels",
    labels,
    "`selector` does not match template `labels`",
  );
  if (!isFields(selector)) return [mismatch];
  if (isAbsent(selector.matchLabels) && isAbsent(selector.matchExpressions)) {
    return [cause.invalid("spec.selector", {}, `empty selector is invalid for ${kind}`)];
  }
  const wrong = checkLabels(fieldsAt(selector, "matchLabels"), "spec.selector.matchLabels");
  if (wrong.length > 0) return [...wrong, cause.invalid("spec.selector", selector, "")];
  return unless(
    Object.entries(fieldsAt(selector, "matchLabels")).every(([key, value]) => labels[key] === value),
    mismatch,
  );
}

/** What is wrong with the template of an owner of pods that are to run for ever. */
export function checkTemplate(template: Fields, kind: string): Cause[] {
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
        `activeDeadlineSeconds in ${kind} is not Supported`,
      ),
    ),
  ];
}
