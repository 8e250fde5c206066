import { rolesOf } from "./objects.ts";
import { type Answer, type ContractTarget, ok } from "./target.ts";

/** Makes a Role of these rules and binds it to `subject`, both under one name. */
export async function grant(cluster: ContractTarget, name: string, rules: unknown[], subject: Answer): Promise<void> {
  await ok(cluster, "POST", rolesOf(cluster), { metadata: { name }, rules });
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  await ok(cluster, "POST", rolesOf(cluster, "rolebindings"), { metadata: { name }, roleRef, subjects: [subject] });
}
