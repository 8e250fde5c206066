import { failure, forbidden } from "../../kube/failure.ts";
import type { Identity, RequestInfo } from "./request_info.ts";
import type { Storage } from "./storage.ts";
import { at, type Fields, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";

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

interface Rule {
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
  { verbs: ["create"], apiGroups: ["authorization.k8s.io"], resources: ["selfsubjectaccessreviews"] },
  { verbs: ["create"], apiGroups: ["authentication.k8s.io"], resources: ["selfsubjectreviews"] },
];
const RBAC = "rbac.authorization.k8s.io";

/** Why a user may do something, in RBAC's words; undefined where nothing allows it. Pure over what is stored. */
export function allow(storage: Storage, user: Identity, wanted: Attributes): string | undefined {
  if (user.groups.includes("system:masters")) return "";
  if (EVERYBODY.some((rule) => matches(rule, wanted)) && user.groups.includes("system:authenticated")) return "";
  const ofCluster = storage.list(`clusterrolebindings.${RBAC}`);
  const ofNamespace = wanted.namespace ? storage.list(`rolebindings.${RBAC}`, wanted.namespace) : [];
  for (const binding of [...ofCluster, ...ofNamespace]) {
    const subject = (binding.subjects as Fields[] ?? []).find((each) => isSubject(each, user, binding));
    if (subject && rulesOf(storage, binding).some((rule) => matches(rule, wanted))) return explain(binding, subject);
  }
  return undefined;
}

function explain(binding: UntypedObject, subject: Fields): string {
  const { namespace, name } = binding.metadata;
  const { kind, name: role } = fieldsAt(binding, "roleRef");
  const who = subject.kind === "ServiceAccount" ? `${subject.name}/${subject.namespace}` : subject.name;
  const which = namespace ? `${name}/${namespace}` : name;
  return `RBAC: allowed by ${binding.kind} "${which}" of ${kind} "${role}" to ${subject.kind} "${who}"`;
}

function isSubject(subject: Fields, user: Identity, binding: UntypedObject): boolean {
  if (subject.kind === "Group") return user.groups.includes(String(subject.name));
  if (subject.kind === "User") return user.name === subject.name;
  return user.name === `system:serviceaccount:${subject.namespace ?? binding.metadata.namespace}:${subject.name}`;
}

function rulesOf(storage: Storage, binding: UntypedObject): Rule[] {
  const { kind, name } = fieldsAt(binding, "roleRef");
  const role = kind === "ClusterRole"
    ? storage.get(`clusterroles.${RBAC}`, String(name))
    : storage.get(`roles.${RBAC}`, `${binding.metadata.namespace}/${name}`);
  return (role?.rules ?? []) as Rule[];
}

function matches(rule: Rule, { verb, group, plural, subresource, name, path }: Attributes): boolean {
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

/** What a request wants to do. */
export const attributesOf = ({ path, isResourcePath, ...info }: RequestInfo): Attributes => (
  { ...info, path: isResourcePath ? undefined : path }
);

/** Throws 403 in Kubernetes' words unless `user` may do this. */
export function authorize(storage: Storage, user: Identity, wanted: Attributes): void {
  if (allow(storage, user, wanted) !== undefined) return;
  const { verb, group, plural, subresource, namespace, name, path } = wanted;
  const who = `User "${user.name}" cannot`;
  if (path !== undefined) throw failure(403, "Forbidden", `forbidden: ${who} ${verb} path "${path}"`, {});
  const what = subresource ? `${plural}/${subresource}` : plural;
  const where = namespace ? `in the namespace "${namespace}"` : "at the cluster scope";
  throw forbidden(wanted, name, `${who} ${verb} resource "${what}" in API group "${group}" ${where}`);
}

/** The status of a SubjectAccessReview, or of a SelfSubjectAccessReview by `self`. */
export function review(storage: Storage, body: UntypedObject, self?: Identity): UntypedObject {
  const spec = fieldsAt(body, "spec");
  const groups = (spec.groups ?? []) as string[];
  const user = self ?? { name: String(spec.user ?? ""), groups };
  const text = (where: string) => String(at(spec, where) ?? "");
  const path = at(spec, "nonResourceAttributes.path") as string | undefined;
  const verb = text(path === undefined ? "resourceAttributes.verb" : "nonResourceAttributes.verb");
  const [group, plural, subresource, namespace, name] = ["group", "resource", "subresource", "namespace", "name"]
    .map((each) => text(`resourceAttributes.${each}`));
  const wanted = { verb, group, plural, subresource, namespace, name, path };
  const reason = allow(storage, user, wanted);
  const status = reason === undefined ? { allowed: false } : { allowed: true, ...(reason && { reason }) };
  return { ...body, status };
}
