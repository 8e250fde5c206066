import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { account, accountsOf, claim, claimsOf, leasesOf, notebook, notebooksOf, pod, podsOf } from "../objects.ts";
import { rolesOf, service, servicesOf, setsOf, statefulSet } from "../objects.ts";
import { change, type ContractCase, eventually, ok, send } from "../target.ts";

export const cases: ContractCase[] = [
  {
    name: "create, get, update and delete go round for every namespaced kind",
    async run(cluster) {
      const rules = [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }];
      const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "x" };
      const kinds: [string, unknown][] = [
        [podsOf(cluster), pod("x")],
        [servicesOf(cluster), service("x")],
        [claimsOf(cluster), claim("x")],
        [accountsOf(cluster), account("x")],
        [setsOf(cluster), statefulSet("x")],
        [leasesOf(cluster), { metadata: { name: "x" }, spec: { holderIdentity: "me" } }],
        [rolesOf(cluster), { metadata: { name: "x" }, rules }],
        [rolesOf(cluster, "rolebindings"), { metadata: { name: "x" }, roleRef }],
        [notebooksOf(cluster), notebook("x")],
      ];
      for (const [path, body] of kinds) {
        const made = await ok(cluster, "POST", path, body);
        assert(made.metadata.uid && made.metadata.resourceVersion, `${path} has uid and resourceVersion`);
        assertMatch(made.metadata.creationTimestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
        const got = await ok(cluster, "GET", `${path}/x`);
        assertEquals(got.metadata.uid, made.metadata.uid);
        const { status, body: put } = await change(cluster, `${path}/x`, ({ metadata }) => {
          metadata.labels = { changed: "yes" };
        });
        assertEquals([status, put.metadata.labels], [200, { changed: "yes" }]);
        assertNotEquals(put.metadata.resourceVersion, made.metadata.resourceVersion);
        await ok(cluster, "DELETE", `${path}/x`, { gracePeriodSeconds: 0 });
        // A real cluster protects claims by a finalizer, which it soon takes off an unused one.
        await eventually(() => send(cluster, "GET", `${path}/x`), (answer) => answer.status === 404);
      }
    },
  },
  {
    name: "an unknown object is a 404 that names resource and group",
    async run(cluster) {
      const { status, body } = await send(cluster, "GET", `${notebooksOf(cluster)}/none`);
      assertEquals(status, 404);
      assertEquals(body, {
        kind: "Status",
        apiVersion: "v1",
        metadata: {},
        status: "Failure",
        message: 'notebooks.kubeflow.org "none" not found',
        reason: "NotFound",
        details: { name: "none", group: "kubeflow.org", kind: "notebooks" },
        code: 404,
      });
    },
  },
  {
    name: "an unknown resource is a 404 without details",
    async run(cluster) {
      const { status, body } = await send(
        cluster,
        "GET",
        `/apis/kubeflow.org/v1/namespaces/${cluster.namespace}/nothings`,
      );
      assertEquals(status, 404);
      const message = typeof body === "string" ? body.trim() : body.message;
      assert(message === "404 page not found" || message === "the server could not find the requested resource");
    },
  },
  {
    name: "a name that exists is 409 AlreadyExists",
    async run(cluster) {
      await ok(cluster, "POST", accountsOf(cluster), account("twice"));
      const { status, body } = await send(cluster, "POST", accountsOf(cluster), account("twice"));
      assertEquals([status, body.reason], [409, "AlreadyExists"]);
      assertEquals(body.message, 'serviceaccounts "twice" already exists');
    },
  },
  {
    name: "a stale resourceVersion is 409 Conflict, in updates and in deletion preconditions",
    async run(cluster) {
      const first = await ok(cluster, "POST", notebooksOf(cluster), notebook("stale"));
      const next = { ...first, metadata: { ...first.metadata, labels: { a: "b" } } };
      await ok(cluster, "PUT", `${notebooksOf(cluster)}/stale`, next);
      const put = await send(cluster, "PUT", `${notebooksOf(cluster)}/stale`, next);
      assertEquals([put.status, put.body.reason], [409, "Conflict"]);
      assertEquals(
        put.body.message,
        'Operation cannot be fulfilled on notebooks.kubeflow.org "stale": the object has been modified; ' +
          "please apply your changes to the latest version and try again",
      );
      const preconditions = { uid: crypto.randomUUID() };
      const removal = await send(cluster, "DELETE", `${notebooksOf(cluster)}/stale`, { preconditions });
      assertEquals([removal.status, removal.body.reason], [409, "Conflict"]);
    },
  },
  {
    name: "an update that changes nothing keeps the resourceVersion",
    async run(cluster) {
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("same"));
      const put = await ok(cluster, "PUT", `${notebooksOf(cluster)}/same`, made);
      assertEquals(put.metadata.resourceVersion, made.metadata.resourceVersion);
    },
  },
  {
    name: "a custom resource cannot be replaced without a resourceVersion, a built-in can",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("blind"));
      const { status, body } = await send(cluster, "PUT", `${notebooksOf(cluster)}/blind`, notebook("blind"));
      assertEquals(status, 422);
      assertEquals(body.details.causes[0].field, "metadata.resourceVersion");
      await ok(cluster, "POST", setsOf(cluster), statefulSet("blind"));
      await ok(cluster, "PUT", `${setsOf(cluster)}/blind`, statefulSet("blind", { replicas: 0 }));
    },
  },
  {
    name: "generateName makes a name of five more letters",
    async run(cluster) {
      const made = await ok(cluster, "POST", accountsOf(cluster), { metadata: { generateName: "made-" } });
      assertMatch(made.metadata.name, /^made-[a-z0-9]{5}$/);
    },
  },
  {
    name: "dryRun=All answers what would be, and stores nothing",
    async run(cluster) {
      const made = await ok(cluster, "POST", `${setsOf(cluster)}?dryRun=All`, statefulSet("dry"));
      assertEquals(made.spec.podManagementPolicy, "OrderedReady");
      assertEquals((await send(cluster, "GET", `${setsOf(cluster)}/dry`)).status, 404);
    },
  },
  {
    name: "creating in a namespace that does not exist is a 404 of the namespace",
    async run(cluster) {
      const path = accountsOf({ ...cluster, namespace: "never-made" });
      const { status, body } = await send(cluster, "POST", path, account("x"));
      assertEquals([status, body.message], [404, 'namespaces "never-made" not found']);
    },
  },
  {
    name: "a namespace in the body that differs from the path is a 400",
    async run(cluster) {
      const { status, body } = await send(cluster, "POST", accountsOf(cluster), account("x", { namespace: "other" }));
      assertEquals(status, 400);
      assertEquals(
        body.message,
        "the namespace of the provided object does not match the namespace sent on the request",
      );
    },
  },
  {
    name: "generation rises with the spec alone",
    async run(cluster) {
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("gen"));
      assertEquals(made.metadata.generation, 1);
      made.metadata.labels = { a: "b" };
      const labelled = await ok(cluster, "PUT", `${notebooksOf(cluster)}/gen`, made);
      assertEquals(labelled.metadata.generation, 1);
      labelled.spec.template.spec.containers[0].image = "jupyter/scipy-notebook";
      const changed = await ok(cluster, "PUT", `${notebooksOf(cluster)}/gen`, labelled);
      assertEquals(changed.metadata.generation, 2);
    },
  },
  {
    name: "status changes through its subresource alone, and the subresource changes nothing else",
    async run(cluster) {
      const status = { conditions: [], readyReplicas: 1, containerState: {} };
      const made = await ok(cluster, "POST", notebooksOf(cluster), { ...notebook("stat"), status });
      assertEquals(made.status, undefined);
      const written = await ok(cluster, "PUT", `${notebooksOf(cluster)}/stat/status`, {
        ...made,
        spec: { template: { spec: { containers: [{ name: "other", image: "other" }] } } },
        status,
      });
      assertEquals(written.status.readyReplicas, 1);
      assertEquals(written.spec, made.spec);
      assertEquals(written.metadata.generation, 1);
      const put = await ok(cluster, "PUT", `${notebooksOf(cluster)}/stat`, {
        ...written,
        status: { ...status, readyReplicas: 5 },
      });
      assertEquals(put.status.readyReplicas, 1);
    },
  },
];
