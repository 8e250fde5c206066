import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt, isSame } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { isAbsent, listAt, needed, oneOf, unless } from "./value_rules.ts";

const GROUP = "rbac.authorization.k8s.io";
const SUBJECTS = ["ServiceAccount", "User", "Group"];

/** What is wrong with a Role or a ClusterRole. */
export function checkRole(role: UntypedObject): Cause[] {
  const isNamespaced = role.kind === "Role";
  return listAt(role, "rules").flatMap((rule, i) => checkRule(rule, `rules[${i}]`, isNamespaced));
}

function checkRule({ verbs, nonResourceURLs, apiGroups, resources }: Fields, path: string, isNamespaced: boolean) {
  const verbless = unless(
    !isAbsent(verbs),
    cause.required(`${path}.verbs`, "verbs must contain at least one value"),
  );
  if (!isAbsent(nonResourceURLs)) {
    const [ofNamespace, ofBoth] = [
      "namespaced rules cannot apply to non-resource URLs",
      "rules cannot apply to both regular resources and non-resource URLs",
    ];
    return [
      ...verbless,
      ...unless(!isNamespaced, cause.invalid(`${path}.nonResourceURLs`, nonResourceURLs, ofNamespace)),
      ...unless(
        isAbsent(apiGroups) && isAbsent(resources),
        cause.invalid(`${path}.nonResourceURLs`, nonResourceURLs, ofBoth),
      ),
    ];
  }
  return [
    ...verbless,
    ...unless(
      !isAbsent(apiGroups),
      cause.required(`${path}.apiGroups`, "resource rules must supply at least one api group"),
    ),
    ...unless(
      !isAbsent(resources),
      cause.required(`${path}.resources`, "resource rules must supply at least one resource"),
    ),
  ];
}

/** What is wrong with a RoleBinding or a ClusterRoleBinding; `before` is what it replaces. */
export function checkBinding(binding: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const roles = binding.kind === "RoleBinding" ? ["Role", "ClusterRole"] : ["ClusterRole"];
  const { kind, apiGroup, name } = fieldsAt(binding, "roleRef");
  return [
    ...unless(apiGroup === GROUP, cause.notSupported("roleRef.apiGroup", apiGroup ?? "", [GROUP])),
    ...unless(roles.includes(String(kind)), cause.notSupported("roleRef.kind", kind, roles)),
    ...needed("roleRef.name", name),
    ...listAt(binding, "subjects").flatMap((subject, i) => checkSubject(subject, `subjects[${i}]`)),
    ...unless(
      !before || isSame(binding.roleRef, before.roleRef),
      cause.invalid("roleRef", binding.roleRef, "cannot change roleRef"),
    ),
  ];
}

function checkSubject({ kind, name, apiGroup = "" }: Fields, path: string): Cause[] {
  const group = kind === "ServiceAccount" ? "" : GROUP;
  return [
    ...needed(`${path}.name`, name),
    ...(SUBJECTS.includes(String(kind))
      ? oneOf(`${path}.apiGroup`, apiGroup, [group])
      : [cause.notSupported(`${path}.kind`, kind, SUBJECTS)]),
  ];
}
