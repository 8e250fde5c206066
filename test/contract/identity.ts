import { accountsOf } from "./objects.ts";
import { type Answer, type ContractTarget, NOBODY, ok, type send } from "./target.ts";

/** Where one asks who somebody is. */
export const REVIEWS = "/apis/authentication.k8s.io/v1";
/** The user without rights. */
export const USER = "contract-user";

/** As whom a request is made that has only a token. */
export const bearer = (token: string, headers: Record<string, string> = {}) => (
  { as: NOBODY, headers: { authorization: `Bearer ${token}`, ...headers } }
);

/** The user that a ServiceAccount is. */
export const accountUser = ({ namespace }: ContractTarget, name = "default") =>
  `system:serviceaccount:${namespace}:${name}`;

/** The body that asks for a token. */
export const tokenRequest = (spec: Answer) => (
  { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec }
);

/** A new token of a ServiceAccount. */
export async function requestToken(cluster: ContractTarget, spec: Answer = {}, name = "default"): Promise<string> {
  const made = await ok(cluster, "POST", `${accountsOf(cluster)}/${name}/token`, tokenRequest(spec));
  return made.status.token;
}

/** Whom the server takes the sender for. */
export async function whoAmI(cluster: ContractTarget, options: Parameters<typeof send>[4]): Promise<Answer> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  return (await ok(cluster, "POST", `${REVIEWS}/selfsubjectreviews`, body, options)).status.userInfo;
}
