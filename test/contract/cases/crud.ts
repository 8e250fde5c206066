import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { account, accountsOf, claim, claimsOf, leasesOf, notebook, notebooksOf, pod, podsOf } from "../objects.ts";
import { rolesOf, service, servicesOf, setsOf, statefulSet } from "../objects.ts";
import { type Answer, change, type ContractCase, eventually, ok, send } from "../target.ts";

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
    name: "a long generateName is cut so that the name stays a DNS label, and a name given wins over it",
    async run(cluster) {
      const make = (metadata: Answer) => send(cluster, "POST", accountsOf(cluster), { metadata });
      const { body } = await make({ generateName: `${"x".repeat(70)}-` });
      assertMatch(body.metadata.name, /^x{58}[a-z0-9]{5}$/);
      assertEquals((await make({ generateName: "made-", name: "given" })).body.metadata.name, "given");
      const refused = await make({ generateName: "Upper-" });
      assertEquals(refused.status, 422);
      const fields = new Set(refused.body.details.causes.map((each: Answer) => each.field));
      assert(fields.has("metadata.generateName") && fields.has("metadata.name"));
    },
  },
  {
    name: "twenty names made at once are twenty",
    async run(cluster) {
      const make = () => ok(cluster, "POST", accountsOf(cluster), { metadata: { generateName: "made-" } });
      const made = await Promise.all(Array.from({ length: 20 }, make));
      assertEquals(new Set(made.map(({ metadata }) => metadata.name)).size, 20);
    },
  },
  {
    name: "of writers that read the same version one wins, and with retries none is lost",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/counted`;
      await ok(cluster, "POST", notebooksOf(cluster), notebook("counted"));
      const read = await ok(cluster, "GET", path);
      const at = (count: number) => ({ ...read, metadata: { ...read.metadata, labels: { count: String(count) } } });
      const puts = await Promise.all([1, 2, 3].map((count) => send(cluster, "PUT", path, at(count))));
      assertEquals(puts.map(({ status }) => status).sort(), [200, 409, 409]);
      await change(cluster, path, ({ metadata }) => metadata.labels.count = "0");
      const add = () =>
        change(cluster, path, ({ metadata }) => metadata.labels.count = `${+metadata.labels.count + 1}`);
      await Promise.all(Array.from({ length: 5 }, add));
      assertEquals((await ok(cluster, "GET", path)).metadata.labels.count, "5");
    },
  },
  {
    name: "a resourceVersion in a deletion's preconditions has to be the newest",
    async run(cluster) {
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const path = `${notebooksOf(cluster)}/n`;
      const { resourceVersion } = made.metadata;
      await change(cluster, path, ({ metadata }) => metadata.labels = { a: "b" });
      const { status, body } = await send(cluster, "DELETE", path, { preconditions: { resourceVersion } });
      assertEquals([status, body.reason], [409, "Conflict"]);
      const words = `the ResourceVersion in the precondition (${resourceVersion}) does not match`;
      assertStringIncludes(body.message, `Operation cannot be fulfilled on Notebook.kubeflow.org "n": ${words}`);
      assertStringIncludes(body.message, "The object might have been modified");
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
];
