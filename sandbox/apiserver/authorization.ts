import { badRequest, failure, forbidden, invalid } from "../../kube/failure.ts";
import type { Identity, RequestInfo } from "./request_info.ts";
import { keyIn, type Storage } from "./storage.ts";
import { allowedBy, type Attributes, isAllowedAnyway, isBound, type Rule, rulesOfGroups } from "../../kube/rbac.ts";
import type { Pod } from "../../kube/builtins.ts";
import { isNodeReading } from "../../kube/cluster/node_reading.ts";
import { checkAccessReview } from "../../kube/rules/review_rules.ts";
import { at, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";

const RBAC = "rbac.authorization.k8s.io";

/** Why a user may do something, in RBAC's words; undefined where nothing allows it. Pure over what is stored. */
export function allow(storage: Storage, user: Identity, wanted: Attributes): string | undefined {
  if (isAllowedAnyway(user, wanted)) return "";
  if (isNodeReading(user, wanted, (namespace) => storage.list("pods", namespace) as Pod[])) return "";
  for (const binding of bindingsIn(storage, wanted.namespace)) {
    const why = allowedBy(binding, user, wanted, (each) => rulesOf(storage, each));
    if (why !== undefined) return why;
  }
  return undefined;
}

function bindingsIn(storage: Storage, namespace: string): UntypedObject[] {
  const ofNamespace = namespace ? storage.list(`rolebindings.${RBAC}`, namespace) : [];
  return [...storage.list(`clusterrolebindings.${RBAC}`), ...ofNamespace];
}

function rulesOf(storage: Storage, binding: UntypedObject): Rule[] {
  const { kind, name } = fieldsAt(binding, "roleRef");
  const isOfCluster = kind === "ClusterRole";
  const key = keyIn(isOfCluster ? "" : binding.metadata.namespace, String(name));
  return (storage.get(`${isOfCluster ? "clusterroles" : "roles"}.${RBAC}`, key)?.rules ?? []) as Rule[];
}

/** The status of a SelfSubjectRulesReview: all that `user` may do in a namespace. */
export function reviewRules(storage: Storage, body: UntypedObject, user: Identity): UntypedObject {
  const namespace = String(at(body, "spec.namespace") ?? "");
  if (!namespace) throw badRequest("no namespace on request");
  const bound = bindingsIn(storage, namespace).filter((each) => isBound(each, user));
  const rules = [...rulesOfGroups(user), ...bound.flatMap((each) => rulesOf(storage, each))];
  const resourceRules = rules.filter((each) => each.resources);
  return {
    ...body,
    status: { resourceRules, nonResourceRules: rules.filter((each) => each.nonResourceURLs), incomplete: false },
  };
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
  const causes = checkAccessReview(spec, self !== undefined);
  if (causes.length > 0) throw invalid({ group: "authorization.k8s.io", plural: "", kind: "" }, "", causes);
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
