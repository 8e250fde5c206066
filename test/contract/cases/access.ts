import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { grant } from "../grant.ts";
import { account, accountsOf, notebook, notebooksOf, pod, podsOf, rolesOf, setsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const REVIEWS = "/apis/authorization.k8s.io/v1";
const USER = "contract-user";

const allow = (cluster: ContractTarget, rules: unknown[], resource: string) =>
  grant(cluster, resource, rules, { apiGroup: "rbac.authorization.k8s.io", kind: "User", name: USER });

/** Asks as the user until the answer has a code: what roles say reaches the authorizer a moment later. */
async function untilCode(cluster: ContractTarget, path: string, code: number): Promise<void> {
  await eventually(() => send(cluster, "GET", path, undefined, { as: USER }), ({ status }) => status === code);
}

/** The status of a review of what somebody may do. */
async function review(cluster: ContractTarget, spec: Answer): Promise<Answer> {
  const body = { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec };
  return (await ok(cluster, "POST", `${REVIEWS}/subjectaccessreviews`, body)).status;
}

const isAllowed = ({ allowed }: Answer) => allowed;

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
    name: "a role allows its verbs in its namespace, and its removal takes them",
    async run(cluster) {
      await allow(cluster, [{
        apiGroups: ["kubeflow.org"],
        resources: ["notebooks"],
        verbs: ["get", "list", "create"],
      }], "reader");
      await untilCode(cluster, notebooksOf(cluster), 200);
      await ok(cluster, "POST", notebooksOf(cluster), notebook("mine"), { as: USER });
      assertEquals((await patch(cluster, "merge", `${notebooksOf(cluster)}/mine`, {}, USER)).status, 403);
      assertEquals(
        (await send(cluster, "DELETE", `${notebooksOf(cluster)}/mine`, undefined, { as: USER })).status,
        403,
      );
      await ok(cluster, "DELETE", `${rolesOf(cluster, "rolebindings")}/reader`);
      await untilCode(cluster, notebooksOf(cluster), 403);
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
      await untilCode(cluster, `${accountsOf(cluster)}/one`, 200);
      assertEquals((await send(cluster, "GET", `${accountsOf(cluster)}/two`, undefined, { as: USER })).status, 403);
    },
  },
  {
    name: "a role on a resource does not give its subresources",
    async run(cluster) {
      await allow(cluster, [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }], "pods-only");
      await ok(cluster, "POST", podsOf(cluster), pod("x"));
      await untilCode(cluster, `${podsOf(cluster)}/x`, 200);
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
      const reason = `RBAC: allowed by RoleBinding "watcher/${namespace}" of Role "watcher" to User "${USER}"`;
      assertEquals(await eventually(() => ask(USER, "watch"), isAllowed), { allowed: true, reason });
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
  {
    name: "every verb without a right is refused in the same words",
    async run(cluster) {
      const path = notebooksOf(cluster);
      const sent: [string, string, string][] = [
        ["create", "POST", path],
        ["update", "PUT", `${path}/x`],
        ["patch", "PATCH", `${path}/x`],
        ["delete", "DELETE", `${path}/x`],
        ["deletecollection", "DELETE", path],
        ["watch", "GET", `${path}?watch=1`],
        ["get", "GET", `${path}/x`],
        ["list", "GET", `${path}?fieldSelector=metadata.name=x`],
      ];
      for (const [verb, method, at] of sent) {
        const body = method === "GET" ? undefined : notebook("x");
        const { status, body: refusal } = await send(cluster, method, at, body, { as: USER });
        const name = `notebooks.kubeflow.org${/\bx$/.test(at) ? ' "x"' : ""}`;
        const what = `cannot ${verb} resource "notebooks" in API group "kubeflow.org"`;
        const words = `${name} is forbidden: User "${USER}" ${what} in the namespace "${cluster.namespace}"`;
        assertEquals([status, refusal.message], [403, words]);
      }
      const everywhere = await send(cluster, "GET", "/apis/kubeflow.org/v1/notebooks", undefined, { as: USER });
      const what = 'cannot list resource "notebooks" in API group "kubeflow.org" at the cluster scope';
      assertEquals(everywhere.body.message, `notebooks.kubeflow.org is forbidden: User "${USER}" ${what}`);
      const scaled = await patch(cluster, "merge", `${setsOf(cluster)}/x/scale`, {}, USER);
      assertStringIncludes(scaled.body.message, 'cannot patch resource "statefulsets/scale" in API group "apps"');
    },
  },
  {
    name: "what is not served is refused before it is said not to be there",
    async run(cluster) {
      const path = notebooksOf(cluster).replace("notebooks", "nothings");
      assertEquals((await send(cluster, "GET", path, undefined, { as: USER })).status, 403);
      assertEquals((await send(cluster, "GET", "/nothing", undefined, { as: USER })).status, 403);
    },
  },
  {
    name: "a rule's stars cover every group, resource and subresource, but not other verbs",
    async run(cluster) {
      await allow(cluster, [{ apiGroups: ["*"], resources: ["*"], verbs: ["get"] }], "everything");
      await untilCode(cluster, `${notebooksOf(cluster)}/x/status`, 404);
      assertEquals((await send(cluster, "GET", notebooksOf(cluster), undefined, { as: USER })).status, 403);
      const attributes = { namespace: cluster.namespace, group: "x", resource: "y", subresource: "z" };
      assert(isAllowed(await review(cluster, { user: USER, resourceAttributes: { ...attributes, verb: "get" } })));
      assert(!isAllowed(await review(cluster, { user: USER, resourceAttributes: { ...attributes, verb: "*" } })));
      const everywhere = { ...attributes, namespace: "", verb: "get" };
      assert(
        !isAllowed(await review(cluster, { user: USER, resourceAttributes: everywhere })),
        "in its namespace alone",
      );
    },
  },
  {
    name: "a ClusterRole reaches as far as what binds it",
    async run(cluster) {
      const { namespace } = cluster;
      const rbac = "/apis/rbac.authorization.k8s.io/v1";
      const rules = [{ apiGroups: [""], resources: ["services"], verbs: ["list"] }];
      await ok(cluster, "POST", `${rbac}/clusterroles`, { metadata: { name: namespace }, rules });
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: namespace };
      const bind = (path: string, name: string) => {
        const subjects = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name }];
        return ok(cluster, "POST", path, { metadata: { name: `${namespace}-${name}` }, roleRef, subjects });
      };
      await bind(rolesOf(cluster, "rolebindings"), "near");
      await bind(`${rbac}/clusterrolebindings`, "far");
      const ask = (user: string, where: string) =>
        review(cluster, { user, resourceAttributes: { namespace: where, verb: "list", resource: "services" } });
      const { reason } = await eventually(() => ask("near", namespace), isAllowed);
      const why = `RoleBinding "${namespace}-near/${namespace}" of ClusterRole "${namespace}" to User "near"`;
      assertEquals(reason, `RBAC: allowed by ${why}`);
      await eventually(() => ask("far", ""), isAllowed);
      assert(!isAllowed(await ask("near", "default")) && isAllowed(await ask("far", "default")));
      for (const kind of ["clusterrolebindings", "clusterroles"]) {
        await ok(cluster, "DELETE", `${rbac}/${kind}/${namespace}${kind === "clusterroles" ? "" : "-far"}`);
      }
    },
  },
  {
    name: "groups and ServiceAccounts are bound as users are",
    async run(cluster) {
      const { namespace } = cluster;
      const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["delete"] }];
      await ok(cluster, "POST", rolesOf(cluster), { metadata: { name: "deleter" }, rules });
      await ok(cluster, "POST", rolesOf(cluster, "rolebindings"), {
        metadata: { name: "deleter" },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "deleter" },
        subjects: [{ kind: "ServiceAccount", name: "default", namespace }, { kind: "Group", name: "staff" }],
      });
      const ask = (who: Answer) =>
        review(cluster, { ...who, resourceAttributes: { namespace, verb: "delete", resource: "pods" } });
      const { reason } = await eventually(() => ask({ user: `system:serviceaccount:${namespace}:default` }), isAllowed);
      const why = `RoleBinding "deleter/${namespace}" of Role "deleter" to ServiceAccount "default/${namespace}"`;
      assertEquals(reason, `RBAC: allowed by ${why}`);
      assert(isAllowed(await ask({ user: "x", groups: ["staff"] })));
      assert(!isAllowed(await ask({ user: "x", groups: ["other"] })));
    },
  },
  {
    name: "a review that asks for nothing, for two things or about nobody is a 422",
    async run(cluster) {
      const resourceAttributes = { namespace: cluster.namespace, verb: "get", resource: "pods" };
      const refused = async (spec: Answer, words: string, kind = "subjectaccessreviews") => {
        const { status, body } = await send(cluster, "POST", `${REVIEWS}/${kind}`, { spec });
        assertEquals([status, body.message], [422, `.authorization.k8s.io "" is invalid: ${words}`]);
      };
      const nothing = "exactly one of nonResourceAttributes or resourceAttributes must be specified";
      await refused({ user: USER }, `spec.resourceAttributes: Invalid value: null: ${nothing}`);
      await refused({}, `spec.resourceAttributes: Invalid value: null: ${nothing}`, "selfsubjectaccessreviews");
      const nobody = 'spec.user: Invalid value: "": at least one of user or group must be specified';
      await refused({ resourceAttributes }, nobody);
      const nonResourceAttributes = { path: "/", verb: "get" };
      const both = "cannot be specified in combination with resourceAttributes";
      const told = `spec.nonResourceAttributes: Invalid value: {"Path":"/","Verb":"get"}: ${both}`;
      await refused({ user: USER, resourceAttributes, nonResourceAttributes }, told);
    },
  },
  {
    name: "paths that are no resource's are asked about too",
    async run(cluster) {
      const ask = (path: string, groups: string[] = []) =>
        review(cluster, { user: USER, groups, nonResourceAttributes: { path, verb: "get" } });
      assert(isAllowed(await ask("/version", ["system:authenticated"])));
      assert(!isAllowed(await ask("/metrics", ["system:authenticated"])));
      assert(isAllowed(await ask("/metrics", ["system:masters"])));
    },
  },
  {
    name: "a SelfSubjectRulesReview lists what one may do in a namespace",
    async run(cluster) {
      const rule = { apiGroups: ["kubeflow.org"], resources: ["notebooks"], verbs: ["get"], resourceNames: ["one"] };
      await allow(cluster, [rule], "named");
      const kind = "SelfSubjectRulesReview";
      const body = { apiVersion: "authorization.k8s.io/v1", kind, spec: { namespace: cluster.namespace } };
      const ask = () => ok(cluster, "POST", `${REVIEWS}/selfsubjectrulesreviews`, body, { as: USER });
      const isListed = ({ status }: Answer) =>
        status.resourceRules.some((each: Answer) => each.resources.includes("notebooks"));
      const { status } = await eventually(ask, isListed);
      assertEquals(status.resourceRules.find((each: Answer) => each.resources.includes("notebooks")), rule);
      assert(status.nonResourceRules.some((each: Answer) => each.nonResourceURLs.includes("/version")));
      assertEquals(status.incomplete, false);
    },
  },
  {
    name: "roles and bindings that cannot be are refused",
    async run(cluster) {
      const refused = async (path: string, body: Answer, field: string, words: string) => {
        const answer = await send(cluster, "POST", path, { metadata: { name: "x" }, ...body });
        const [found] = answer.body.details.causes;
        assertEquals([answer.status, found.field], [422, field]);
        assertStringIncludes(found.message, words);
      };
      const bindings = rolesOf(cluster, "rolebindings");
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "x" };
      const kinds = 'Unsupported value: "Odd": supported values: "Role", "ClusterRole"';
      await refused(bindings, { roleRef: { ...roleRef, kind: "Odd" } }, "roleRef.kind", kinds);
      const subjects = 'Unsupported value: "Odd": supported values: "ServiceAccount", "User", "Group"';
      await refused(bindings, { roleRef, subjects: [{ kind: "Odd", name: "x" }] }, "subjects[0].kind", subjects);
      const urls = [{ nonResourceURLs: ["/x"], verbs: ["get"] }];
      const words = "namespaced rules cannot apply to non-resource URLs";
      await refused(rolesOf(cluster), { rules: urls }, "rules[0].nonResourceURLs", words);
      await refused(
        rolesOf(cluster),
        { rules: [{ apiGroups: [""], resources: ["pods"] }] },
        "rules[0].verbs",
        "Required",
      );
      await ok(cluster, "POST", bindings, { metadata: { name: "x" }, roleRef });
      const moved = await patch(cluster, "merge", `${bindings}/x`, { roleRef: { name: "other" } });
      assertEquals([moved.status, moved.body.details.causes[0].field], [422, "roleRef"]);
    },
  },
  {
    name: "nobody may give others more rights than they have",
    realOnly: "roles are written by the administrator alone",
    async run(cluster) {
      await allow(
        cluster,
        [{ apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["create"] }],
        "r",
      );
      const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }];
      const give = () => send(cluster, "POST", rolesOf(cluster), { metadata: { name: "more" }, rules }, { as: USER });
      const { status, body } = await eventually(give, (each) => !each.body.message?.includes("cannot create"));
      assertEquals(status, 403);
      assertStringIncludes(body.message, "is attempting to grant RBAC permissions not currently held");
    },
  },
  {
    name: "there are roles to view, edit and administer a namespace, which take up what others add to them",
    realOnly: "every right is given by a role of ours",
    async run(cluster) {
      const { namespace } = cluster;
      const roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";
      for (const name of ["view", "edit", "admin", "cluster-admin"]) await ok(cluster, "GET", `${roles}/${name}`);
      const labels = { "rbac.authorization.k8s.io/aggregate-to-view": "true" };
      const rules = [{ apiGroups: [`${namespace}.example.org`], resources: ["things"], verbs: ["get"] }];
      await ok(cluster, "POST", roles, { metadata: { name: namespace, labels }, rules });
      const isTakenUp = (role: Answer) =>
        role.rules.some((each: Answer) => each.apiGroups?.includes(rules[0].apiGroups[0]));
      await eventually(() => ok(cluster, "GET", `${roles}/view`), isTakenUp);
      await ok(cluster, "DELETE", `${roles}/${namespace}`);
    },
  },
];
