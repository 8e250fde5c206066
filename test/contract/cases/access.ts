import { assert, assertEquals } from "@std/assert";
import { account, accountsOf, notebook, notebooksOf, pod, podsOf, rolesOf } from "../objects.ts";
import { type ContractCase, type ContractTarget, ok, patch, send } from "../target.ts";

const REVIEWS = "/apis/authorization.k8s.io/v1";
const USER = "contract-user";

async function allow(cluster: ContractTarget, rules: unknown[], resource: string): Promise<void> {
  await ok(cluster, "POST", rolesOf(cluster), { metadata: { name: resource }, rules });
  await ok(cluster, "POST", rolesOf(cluster, "rolebindings"), {
    metadata: { name: resource },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: resource },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: USER }],
  });
}

export const cases: ContractCase[] = [
  {
    name: "without a role every verb is a 403 in Kubernetes' words",
    async run(cluster) {
      const { namespace } = cluster;
      const list = await send(cluster, "GET", notebooksOf(cluster), undefined, { as: USER });
      assertEquals([list.status, list.body.reason], [403, "Forbidden"]);
      assertEquals(
        list.body.message,
        `notebooks.kubeflow.org is forbidden: User "${USER}" cannot list resource "notebooks" in API group "kubeflow.org" in the namespace "${namespace}"`,
      );
      assertEquals(list.body.details, { group: "kubeflow.org", kind: "notebooks" });
      const get = await send(cluster, "GET", `${podsOf(cluster)}/x/log`, undefined, { as: USER });
      assertEquals(
        get.body.message,
        `pods "x" is forbidden: User "${USER}" cannot get resource "pods/log" in API group "" in the namespace "${namespace}"`,
      );
      const all = await send(cluster, "GET", "/api/v1/nodes", undefined, { as: USER });
      assertEquals(
        all.body.message,
        `nodes is forbidden: User "${USER}" cannot list resource "nodes" in API group "" at the cluster scope`,
      );
      const path = await send(cluster, "GET", "/metrics", undefined, { as: USER });
      assertEquals([path.status, path.body.message], [403, `forbidden: User "${USER}" cannot get path "/metrics"`]);
    },
  },
  {
    name: "a role allows its verbs in its namespace, and its removal takes them at once",
    async run(cluster) {
      await allow(cluster, [{
        apiGroups: ["kubeflow.org"],
        resources: ["notebooks"],
        verbs: ["get", "list", "create"],
      }], "reader");
      await ok(cluster, "GET", notebooksOf(cluster), undefined, { as: USER });
      await ok(cluster, "POST", notebooksOf(cluster), notebook("mine"), { as: USER });
      assertEquals((await patch(cluster, "merge", `${notebooksOf(cluster)}/mine`, {}, USER)).status, 403);
      assertEquals(
        (await send(cluster, "DELETE", `${notebooksOf(cluster)}/mine`, undefined, { as: USER })).status,
        403,
      );
      await ok(cluster, "DELETE", `${rolesOf(cluster, "rolebindings")}/reader`);
      assertEquals((await send(cluster, "GET", notebooksOf(cluster), undefined, { as: USER })).status, 403);
    },
  },
  {
    name: "resourceNames narrow a rule to these names",
    async run(cluster) {
      await allow(cluster, [{
        apiGroups: [""],
        resources: ["serviceaccounts"],
        resourceNames: ["one"],
        verbs: ["get"],
      }], "named");
      for (const name of ["one", "two"]) await ok(cluster, "POST", accountsOf(cluster), account(name));
      assertEquals((await send(cluster, "GET", `${accountsOf(cluster)}/one`, undefined, { as: USER })).status, 200);
      assertEquals((await send(cluster, "GET", `${accountsOf(cluster)}/two`, undefined, { as: USER })).status, 403);
    },
  },
  {
    name: "a role on a resource does not give its subresources",
    async run(cluster) {
      await allow(cluster, [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }], "pods-only");
      await ok(cluster, "POST", podsOf(cluster), pod("x"));
      assertEquals((await send(cluster, "GET", `${podsOf(cluster)}/x/log`, undefined, { as: USER })).status, 403);
    },
  },
  {
    name: "a SubjectAccessReview says what a user may do, by user and by group",
    async run(cluster) {
      const { namespace } = cluster;
      await allow(cluster, [{ apiGroups: ["kubeflow.org"], resources: ["notebooks"], verbs: ["watch"] }], "watcher");
      const ask = async (user: string, verb: string, groups: string[] = []) => {
        const resourceAttributes = { namespace, verb, group: "kubeflow.org", resource: "notebooks" };
        const made = await ok(cluster, "POST", `${REVIEWS}/subjectaccessreviews`, {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: { user, groups, resourceAttributes },
        });
        return made.status;
      };
      assertEquals(await ask(USER, "watch"), {
        allowed: true,
        reason: `RBAC: allowed by RoleBinding "watcher/${namespace}" of Role "watcher" to User "${USER}"`,
      });
      assertEquals((await ask(USER, "delete")).allowed, false);
      assertEquals((await ask("somebody", "watch")).allowed, false);
      assertEquals((await ask("somebody", "delete", ["system:masters"])).allowed, true);
    },
  },
  {
    name: "everybody may ask about themselves, and look at what is served",
    async run(cluster) {
      const resourceAttributes = { namespace: cluster.namespace, verb: "list", resource: "pods" };
      const review = {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes },
      };
      const made = await ok(cluster, "POST", `${REVIEWS}/selfsubjectaccessreviews`, review, { as: USER });
      assertEquals(made.status.allowed, false);
      assertEquals((await ok(cluster, "POST", `${REVIEWS}/selfsubjectaccessreviews`, review)).status.allowed, true);
      for (const path of ["/api", "/apis", "/version", "/openapi/v3", "/apis/kubeflow.org/v1"]) {
        assert(await ok(cluster, "GET", path, undefined, { as: USER }), path);
      }
    },
  },
];
