import type { Caller } from "./access_review.ts";
import { type Fields, fieldsAt } from "./json_value.ts";
import type { UntypedObject } from "./object.ts";

/** What somebody wants to do: to a resource, or to a path. */
export interface Attributes {
  verb: string;
  group: string;
  plural: string;
  subresource: string;
  namespace: string;
  name: string;
  /** Set for what is no resource. */
  path?: string;
}

/** A rule of a Role or ClusterRole. */
export interface Rule {
  verbs?: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

/** What Kubernetes gives everybody who is authenticated: system:discovery and system:basic-user. */
const EVERYBODY: Rule[] = [
  {
    verbs: ["get"],
    nonResourceURLs: "/api /api/* /apis /apis/* /healthz /livez /openapi/* /readyz /version".split(" "),
  },
  {
    verbs: ["create"],
    apiGroups: ["authorization.k8s.io"],
    resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
  },
  { verbs: ["create"], apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"] },
];

const EVERYTHING: Rule[] = [
  { verbs: ["*"], apiGroups: ["*"], resources: ["*"] },
  { verbs: ["*"], nonResourceURLs: ["*"] },
];

/** What a user may do without any binding. */
export function rulesOfGroups({ groups }: Caller): Rule[] {
  const everybody = groups.includes("system:authenticated") ? EVERYBODY : [];
  return groups.includes("system:masters") ? [...EVERYTHING, ...everybody] : everybody;
}

/** Whether a user has a right without any binding. */
export function isAllowedAnyway(user: Caller, wanted: Attributes): boolean {
  return rulesOfGroups(user).some((rule) => isCovered(rule, wanted));
}

/** Whether a binding is for a user. */
export const isBound = (binding: UntypedObject, user: Caller): boolean => findSubject(binding, user) !== undefined;

const findSubject = (binding: UntypedObject, user: Caller) =>
  (binding.subjects as Fields[] ?? []).find((each) => isSubject(each, user, binding));

/** Why a binding allows something, in RBAC's words; undefined where it does not. `rulesOf` answers its role's rules. */
export function allowedBy(
  binding: UntypedObject,
  user: Caller,
  wanted: Attributes,
  rulesOf: (binding: UntypedObject) => Rule[],
): string | undefined {
  const subject = findSubject(binding, user);
  if (!subject || !rulesOf(binding).some((rule) => isCovered(rule, wanted))) return undefined;
  const { namespace, name } = binding.metadata;
  const { kind, name: role } = fieldsAt(binding, "roleRef");
  const who = subject.kind === "ServiceAccount" ? `${subject.name}/${subject.namespace}` : subject.name;
  const which = namespace ? `${name}/${namespace}` : name;
  return `RBAC: allowed by ${binding.kind} "${which}" of ${kind} "${role}" to ${subject.kind} "${who}"`;
}

function isSubject(subject: Fields, user: Caller, binding: UntypedObject): boolean {
  if (subject.kind === "Group") return user.groups.includes(String(subject.name));
  if (subject.kind === "User") return user.name === subject.name;
  return user.name === `system:serviceaccount:${subject.namespace ?? binding.metadata.namespace}:${subject.name}`;
}

/** Whether a rule covers what is wanted. */
function isCovered(rule: Rule, { verb, group, plural, subresource, name, path }: Attributes): boolean {
  const has = (list: string[] = [], value: string) => list.some((each) => each === "*" || each === value);
  if (!has(rule.verbs, verb)) return false;
  if (path !== undefined) {
    const { nonResourceURLs: urls = [] } = rule;
    return urls.some((url) => url.endsWith("*") ? path.startsWith(url.slice(0, -1)) : url === path);
  }
  const resource = subresource ? `${plural}/${subresource}` : plural;
  const isNamed = !rule.resourceNames?.length || (name !== "" && rule.resourceNames.includes(name));
  return has(rule.apiGroups, group) && isNamed &&
    (has(rule.resources, resource) || (subresource !== "" && has(rule.resources, `*/${subresource}`)));
}
