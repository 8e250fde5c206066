import { failure, forbidden } from "../../kube/failure.ts";
import type { Identity, RequestInfo } from "./request_info.ts";
import { keyIn, type Storage } from "./storage.ts";
import { allowedBy, type Attributes, isAllowedAnyway, type Rule } from "../../kube/rbac.ts";
import { at, fieldsAt } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";

const RBAC = "rbac.authorization.k8s.io";

/** Why a user may do something, in RBAC's words; undefined where nothing allows it. Pure over what is stored. */
export function allow(storage: Storage, user: Identity, wanted: Attributes): string | undefined {
  if (isAllowedAnyway(user, wanted)) return "";
  const ofCluster = storage.list(`clusterrolebindings.${RBAC}`);
  const ofNamespace = wanted.namespace ? storage.list(`rolebindings.${RBAC}`, wanted.namespace) : [];
  const rulesOf = (binding: UntypedObject) => {
    const { kind, name } = fieldsAt(binding, "roleRef");
    const isOfCluster = kind === "ClusterRole";
    const key = keyIn(isOfCluster ? "" : binding.metadata.namespace, String(name));
    return (storage.get(`${isOfCluster ? "clusterroles" : "roles"}.${RBAC}`, key)?.rules ?? []) as Rule[];
  };
  for (const binding of [...ofCluster, ...ofNamespace]) {
    const why = allowedBy(binding, user, wanted, rulesOf);
    if (why !== undefined) return why;
  }
  return undefined;
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
