import { assertEquals } from "@std/assert";
import { grant } from "../grant.ts";
import { accountUser, USER, whoAmI } from "../identity.ts";
import { podsOf } from "../objects.ts";
import { type ContractCase, type ContractTarget, eventually, ok, send } from "../target.ts";

/** Lets the user without rights impersonate, in the whole cluster; answers how to take that back. */
async function allowImpersonation(cluster: ContractTarget, rules: unknown[]): Promise<() => Promise<void>> {
  const path = "/apis/rbac.authorization.k8s.io/v1";
  const metadata = { name: `${cluster.namespace}-impersonator` };
  await ok(cluster, "POST", `${path}/clusterroles`, { metadata, rules });
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: metadata.name };
  const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: USER }];
  await ok(cluster, "POST", `${path}/clusterrolebindings`, { metadata, roleRef, subjects });
  return async () => {
    await ok(cluster, "DELETE", `${path}/clusterrolebindings/${metadata.name}`);
    await ok(cluster, "DELETE", `${path}/clusterroles/${metadata.name}`);
  };
}

export const cases: ContractCase[] = [
  {
    name: "who may impersonate some users may not impersonate others, in Kubernetes' words",
    async run(cluster) {
      const [one, two] = [`${cluster.namespace}-one`, `${cluster.namespace}-two`];
      const list = (headers: Record<string, string>) =>
        send(cluster, "GET", podsOf(cluster), undefined, { as: USER, headers });
      const before = await list({ "impersonate-user": one });
      assertEquals([before.status, before.body.reason], [403, "Forbidden"]);
      const rule = { apiGroups: [""], resources: ["users"], resourceNames: [one], verbs: ["impersonate"] };
      const takeBack = await allowImpersonation(cluster, [rule]);
      const subject = { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: one };
      await grant(cluster, "lister", [{ apiGroups: [""], resources: ["pods"], verbs: ["list"] }], subject);
      await eventually(() => list({ "impersonate-user": one }), ({ status }) => status === 200);
      const refused = await list({ "impersonate-user": two });
      assertEquals([refused.status, refused.body.message, refused.body.details], [
        403,
        `users "${two}" is forbidden: User "${USER}" cannot impersonate resource "users" in API group "" ` +
        "at the cluster scope",
        { name: two, kind: "users" },
      ]);
      const withGroup = await list({ "impersonate-user": one, "impersonate-group": "system:masters" });
      assertEquals(
        withGroup.body.message,
        `groups "system:masters" is forbidden: User "${USER}" cannot impersonate resource "groups" in API group "" ` +
          "at the cluster scope",
      );
      const withUid = await list({ "impersonate-user": one, "impersonate-uid": "7" });
      assertEquals(
        withUid.body.message,
        `uids.authentication.k8s.io "7" is forbidden: User "${USER}" cannot impersonate resource "uids" ` +
          'in API group "authentication.k8s.io" at the cluster scope',
      );
      const withExtra = await list({ "impersonate-user": one, "impersonate-extra-scopes": "all" });
      assertEquals(
        withExtra.body.message,
        `userextras.authentication.k8s.io "all" is forbidden: User "${USER}" cannot impersonate resource ` +
          '"userextras/scopes" in API group "authentication.k8s.io" at the cluster scope',
      );
      const asAccount = await list({ "impersonate-user": accountUser(cluster) });
      assertEquals(asAccount.status, 403);
      await takeBack();
    },
  },
  {
    name: "what is done as another is theirs: their rights, their name in a refusal",
    async run(cluster) {
      const headers = { "impersonate-user": accountUser(cluster) };
      const refused = await send(cluster, "GET", podsOf(cluster), undefined, { headers });
      assertEquals([refused.status, refused.body.message], [
        403,
        `pods is forbidden: User "${accountUser(cluster)}" cannot list resource "pods" in API group "" ` +
        `in the namespace "${cluster.namespace}"`,
      ]);
    },
  },
  {
    name: "who is impersonated is in the groups that are asked for, or in a ServiceAccount's own",
    async run(cluster) {
      const as = (headers: Record<string, string>) => whoAmI(cluster, { headers });
      assertEquals(await as({ "impersonate-user": accountUser(cluster) }), {
        username: accountUser(cluster),
        groups: ["system:serviceaccounts", `system:serviceaccounts:${cluster.namespace}`, "system:authenticated"],
      });
      const full = { "impersonate-uid": "7", "impersonate-group": "readers", "impersonate-extra-a.b%2fc": "v" };
      assertEquals(await as({ "impersonate-user": "alice", ...full }), {
        ...{ username: "alice", uid: "7", groups: ["readers", "system:authenticated"] },
        extra: { "a.b/c": ["v"] },
      });
      assertEquals(await as({ "impersonate-user": accountUser(cluster), "impersonate-group": "readers" }), {
        username: accountUser(cluster),
        groups: ["readers", "system:authenticated"],
      });
    },
  },
  {
    name: "groups without a user to impersonate are a 400",
    async run(cluster) {
      const headers = { "impersonate-group": "readers" };
      const { status, body } = await send(cluster, "GET", podsOf(cluster), undefined, { headers });
      assertEquals([status, body.reason, body.message], [
        400,
        "BadRequest",
        'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"readers"}, ' +
        "Extra:map[string][]string(nil)} without impersonating a user name",
      ]);
    },
  },
];
