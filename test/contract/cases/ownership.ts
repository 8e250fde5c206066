import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { account, accountsOf, notebook, notebooksOf, podsOf, servicesOf, setsOf, statefulSet } from "../objects.ts";
import { type Answer, applyAs, type ContractCase, ok, ownersOf, patch, send } from "../target.ts";

const service = (ports: Answer[], selector?: Answer): Answer => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "s" },
  spec: { ports, ...(selector && { selector }) },
});
const HTTP = { name: "http", port: 80 };
const labelled = (name: string, labels: Answer): Answer => ({
  ...{ apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata: { name, labels } },
});

export const cases: ContractCase[] = [
  {
    name: "items of a list merge by all its keys, defaulted ones included, and are owned one by one",
    async run(cluster) {
      const path = `${servicesOf(cluster)}/s`;
      const dns = { name: "dns", port: 53, protocol: "UDP" };
      await applyAs(cluster, "one", path, service([HTTP, dns]));
      const { body } = await applyAs(cluster, "two", path, service([{ name: "more", port: 81 }]));
      assertEquals(body.spec.ports.map((each: Answer) => each.name), ["http", "dns", "more"]);
      const item = (port: number, fields: string[], protocol = "TCP") => ({
        [`k:{"port":${port},"protocol":"${protocol}"}`]: Object.fromEntries([".", ...fields].map((each) => [each, {}])),
      });
      assertEquals(ownersOf(body), {
        "one Apply": {
          "f:spec": {
            "f:ports": {
              ...item(53, ["f:name", "f:port", "f:protocol"], "UDP"),
              ...item(80, ["f:name", "f:port"]),
            },
          },
        },
        "two Apply": { "f:spec": { "f:ports": item(81, ["f:name", "f:port"]) } },
      });
      const less = await applyAs(cluster, "one", path, service([HTTP]));
      assertEquals(less.body.spec.ports.map((each: Answer) => each.name), ["http", "more"]);
    },
  },
  {
    name: "items of a set are owned one by one, and go with the last manager that applies them",
    async run(cluster) {
      const path = `${accountsOf(cluster)}/f`;
      const held = (...names: string[]) => ({
        ...account("f"),
        metadata: { name: "f", finalizers: names.map((each) => `example.org/${each}`) },
      });
      await applyAs(cluster, "one", path, held("a", "b"));
      const { body } = await applyAs(cluster, "two", path, held("b", "c"));
      assertEquals(body.metadata.finalizers, ["example.org/a", "example.org/b", "example.org/c"]);
      const entry = { 'v:"example.org/b"': {}, 'v:"example.org/c"': {} };
      assertEquals(ownersOf(body)["two Apply"], { "f:metadata": { "f:finalizers": entry } });
      const less = await applyAs(cluster, "one", path, account("f"));
      assertEquals(less.body.metadata.finalizers, ["example.org/b", "example.org/c"]);
      assertEquals(Object.keys(ownersOf(less.body)), ["two Apply"]);
      await patch(cluster, "merge", path, { metadata: { finalizers: null } });
    },
  },
  {
    name: "a list without keys is owned as a whole",
    async run(cluster) {
      const path = `${setsOf(cluster)}/s`;
      const first = await applyAs(cluster, "one", path, statefulSet("s", {}, { args: ["a", "b"] }));
      const containers = ownersOf(first.body)["one Apply"]["f:spec"]["f:template"]["f:spec"]["f:containers"];
      assertEquals(containers['k:{"name":"main"}']["f:args"], {});
      const { body } = await applyAs(cluster, "one", path, statefulSet("s", {}, { args: ["c"] }));
      assertEquals(body.spec.template.spec.containers[0].args, ["c"]);
    },
  },
  {
    name: "force takes a field over, and its former owner can drop it without harm",
    async run(cluster) {
      const path = `${servicesOf(cluster)}/s`;
      await applyAs(cluster, "one", path, service([HTTP], { app: "a" }));
      const refused = await applyAs(cluster, "two", path, service([], { app: "b" }));
      assertEquals(refused.status, 409);
      const taken = await applyAs(cluster, "two", path, service([], { app: "b" }), { isForced: true });
      assertEquals(taken.body.spec.selector, { app: "b" });
      assertEquals(ownersOf(taken.body)["one Apply"]["f:spec"]["f:selector"], undefined);
      const dropped = await applyAs(cluster, "one", path, service([HTTP]));
      assertEquals([dropped.status, dropped.body.spec.selector], [200, { app: "b" }]);
    },
  },
  {
    name: "an equal value is shared without a conflict; to change it then is one",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/n`;
      await applyAs(cluster, "one", path, notebook("n"));
      await applyAs(cluster, "one", path, { ...notebook("n"), metadata: { name: "n", labels: { a: "1" } } });
      const shared = await applyAs(cluster, "two", path, labelled("n", { a: "1" }));
      assertEquals(shared.status, 200);
      assertEquals(ownersOf(shared.body)["one Apply"]["f:metadata"], { "f:labels": { "f:a": {} } });
      const changed = await applyAs(cluster, "two", path, labelled("n", { a: "2" }));
      assertEquals([changed.status, changed.body.details.causes[0].message], [409, 'conflict with "one"']);
    },
  },
  {
    name: "several conflicts are listed under the managers they are with",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/n`;
      await applyAs(cluster, "one", path, notebook("n"));
      await applyAs(cluster, "two", path, labelled("n", { a: "1", b: "1" }));
      const other = { ...notebook("n"), metadata: { name: "n", labels: { a: "2", b: "2" } } };
      other.spec.template.spec.containers[0].image = "other";
      const { status, body } = await applyAs(cluster, "three", path, other);
      assertEquals([status, body.reason], [409, "Conflict"]);
      assertEquals(
        body.message,
        [
          'Apply failed with 3 conflicts: conflicts with "one":',
          "- .spec.template.spec.containers",
          'conflicts with "two":',
          "- .metadata.labels.a",
          "- .metadata.labels.b",
        ].join("\n"),
      );
      assertEquals(body.details.causes.length, 3);
    },
  },
  {
    name: "a conflict with who only updates names the version that they used",
    async run(cluster) {
      const set = statefulSet("s", { minReadySeconds: 1 });
      await ok(cluster, "POST", `${setsOf(cluster)}?fieldManager=creator`, set);
      const other = statefulSet("s", { minReadySeconds: 2 });
      const { status, body } = await applyAs(cluster, "one", `${setsOf(cluster)}/s`, other);
      const words = 'conflict with "creator" using apps/v1';
      assertEquals([status, body.message], [409, `Apply failed with 1 conflict: ${words}: .spec.minReadySeconds`]);
      const forced = await applyAs(cluster, "creator", `${setsOf(cluster)}/s`, other, { isForced: true });
      // One name may stand for two entries: what it applied, and what it updated.
      assert(ownersOf(forced.body)["creator Update"] && ownersOf(forced.body)["creator Apply"]);
    },
  },
  {
    name: "who creates owns the defaults too, but not what the server always writes",
    async run(cluster) {
      const path = `${setsOf(cluster)}?fieldManager=creator&dryRun=All`;
      const owned = ownersOf(await ok(cluster, "POST", path, statefulSet("s")))["creator Update"];
      const leaf = (...names: string[]) => Object.fromEntries(names.map((each) => [`f:${each}`, {}]));
      assertEquals(owned["f:spec"]["f:updateStrategy"], {
        "f:rollingUpdate": { ".": {}, ...leaf("partition") },
        ...leaf("type"),
      });
      assertEquals(owned["f:spec"]["f:template"], {
        "f:metadata": { "f:labels": { ".": {}, ...leaf("app") } },
        "f:spec": {
          "f:containers": {
            'k:{"name":"main"}': {
              ".": {},
              ...leaf("image", "imagePullPolicy", "name", "resources"),
              ...leaf("terminationMessagePath", "terminationMessagePolicy"),
            },
          },
          ...leaf("dnsPolicy", "restartPolicy", "schedulerName", "securityContext", "terminationGracePeriodSeconds"),
        },
      });
      const made = ownersOf(await ok(cluster, "POST", `${notebooksOf(cluster)}?fieldManager=creator`, notebook("n")));
      assertEquals(made["creator Update"], {
        "f:spec": { ".": {}, "f:template": { ".": {}, "f:spec": { ".": {}, "f:containers": {} } } },
      });
    },
  },
  {
    name: "without a name of its own a writer is called by its user agent",
    async run(cluster) {
      const headers = { "user-agent": "contract-agent/2.1 (test)" };
      const made = await ok(cluster, "POST", accountsOf(cluster), account("a", { labels: { a: "b" } }), { headers });
      assertEquals(Object.keys(ownersOf(made)), ["contract-agent Update"]);
      assertMatch(made.metadata.managedFields[0].time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    },
  },
  {
    name: "a dry run of an apply says what would be, conflicts included, and stores nothing",
    async run(cluster) {
      const path = `${servicesOf(cluster)}/s`;
      const query = "&dryRun=All";
      const made = await applyAs(cluster, "one", path, service([HTTP], { app: "a" }), { query });
      assertEquals([made.status, made.body.spec.ports[0].targetPort], [201, 80]);
      assertEquals((await send(cluster, "GET", path)).status, 404);
      await applyAs(cluster, "one", path, service([HTTP], { app: "a" }));
      const changed = await applyAs(cluster, "one", path, service([HTTP], { app: "b" }), { query });
      assertEquals([changed.status, changed.body.spec.selector], [200, { app: "b" }]);
      assertEquals((await ok(cluster, "GET", path)).spec.selector, { app: "a" });
      assertEquals((await applyAs(cluster, "two", path, service([], { app: "b" }), { query })).status, 409);
    },
  },
  {
    name: "resourceVersion and uid in an apply are preconditions, and nobody may apply managedFields",
    async run(cluster) {
      const path = `${accountsOf(cluster)}/a`;
      await applyAs(cluster, "one", path, account("a"));
      const apply = (metadata: Answer) => applyAs(cluster, "one", path, account("a", metadata));
      assertEquals((await apply({ resourceVersion: "1" })).status, 409);
      // By the kind it is a precondition that fails, or a field that cannot change.
      const isRefused = ({ status }: { status: number }) => status === 409 || status === 422;
      assert(isRefused(await apply({ uid: crypto.randomUUID() })));
      const owned = await apply({ managedFields: [{ manager: "x", operation: "Apply" }] });
      assertEquals([owned.status, owned.body.message], [400, "metadata.managedFields must be nil"]);
      const gone = account("b", { uid: crypto.randomUUID() });
      assert(
        isRefused(await applyAs(cluster, "one", `${accountsOf(cluster)}/b`, gone)),
        "what is gone is not made anew",
      );
    },
  },
  {
    name: "what is applied has to name its kind, and to fit the schema",
    async run(cluster) {
      const path = `${setsOf(cluster)}/s`;
      const refused = async (body: Answer, code: number, words: string, query = "") => {
        const answer = await applyAs(cluster, "one", path, body, { query });
        assertEquals(answer.status, code);
        assertStringIncludes(answer.body.message, words);
      };
      await refused({ metadata: { name: "s" } }, 400, "invalid object type: /, Kind=");
      await refused({ ...statefulSet("s"), kind: "Pod" }, 400, "invalid object type: apps/v1, Kind=Pod");
      const typed = "failed to create typed patch object (/s; apps/v1, Kind=StatefulSet): ";
      await refused(statefulSet("s", { nonsense: 1 }), 500, `${typed}.spec.nonsense: field not declared in schema`);
      const strict = "&fieldValidation=Strict";
      await refused(statefulSet("s", { nonsense: 1 }), 500, `${typed}.spec.nonsense: field not declared`, strict);
      const number = ".spec.replicas: expected numeric (int or float), got string";
      await refused(statefulSet("s", { replicas: "three" }), 500, typed + number);
      const twice = [{ name: "A", value: "1" }, { name: "A", value: "2" }];
      const where = '.spec.template.spec.containers[name="main"].env';
      const words = `${typed}${where}: duplicate entries for key [name="A"]`;
      await refused(statefulSet("s", {}, { env: twice }), 500, words);
    },
  },
  {
    name: "an apply in another version moves the manager's entry to it",
    async run(cluster) {
      await applyAs(cluster, "one", `${notebooksOf(cluster)}/n`, notebook("n"));
      const { body } = await applyAs(cluster, "one", `${notebooksOf(cluster, "v1beta1")}/n`, notebook("n", "v1beta1"));
      assertEquals(body.metadata.managedFields.length, 1);
      assertEquals(body.metadata.managedFields[0].apiVersion, "kubeflow.org/v1beta1");
    },
  },
  {
    name: "one empty entry forgets all owners; the next apply takes what stands there for somebody's",
    async run(cluster) {
      const path = `${servicesOf(cluster)}/s`;
      await applyAs(cluster, "one", path, service([HTTP], { app: "a" }));
      const cleared = await patch(cluster, "merge", path, { metadata: { managedFields: [{}] } });
      assertEquals(cleared.body.metadata.managedFields, undefined);
      const updated = await patch(cluster, "merge", `${path}?fieldManager=hand`, { metadata: { labels: { a: "b" } } });
      assertEquals(updated.body.metadata.managedFields, undefined, "nobody is recorded before the first apply");
      const refused = await applyAs(cluster, "one", path, service([HTTP], { app: "b" }));
      const words = 'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .spec.selector';
      assertEquals([refused.status, refused.body.message], [409, words]);
      const { body } = await applyAs(cluster, "one", path, service([HTTP], { app: "b" }), { isForced: true });
      assertEquals(Object.keys(ownersOf(body)), ["one Apply", "before-first-apply Update"]);
    },
  },
  {
    name: "owners of a status are apart: by updates and by applies of the subresource",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/n`;
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const status = { readyReplicas: 1, conditions: [], containerState: {} };
      await patch(cluster, "merge", `${path}/status?fieldManager=hand`, { status });
      const next = { apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata: { name: "n" }, status };
      const refused = await applyAs(cluster, "one", `${path}/status`, {
        ...next,
        status: { ...status, readyReplicas: 2 },
      });
      const words = 'conflict with "hand" with subresource "status" using kubeflow.org/v1: .status.readyReplicas';
      assertEquals([refused.status, refused.body.message], [409, `Apply failed with 1 conflict: ${words}`]);
      const { body } = await applyAs(cluster, "one", `${path}/status`, next);
      assertEquals(Object.keys(ownersOf(body)).sort(), ["contract Update", "hand Update status", "one Apply status"]);
      // Through the main resource a status is nobody's.
      const main = await applyAs(cluster, "two", path, { ...next, status: { ...status, readyReplicas: 9 } });
      assertEquals([main.body.status.readyReplicas, ownersOf(main.body)["two Apply"]], [1, undefined]);
    },
  },
  {
    name: "what a pod's node and scheduler write into its status does not conflict with who applied the pod",
    async run(cluster) {
      const body = { apiVersion: "v1", kind: "Pod", metadata: { name: "p", labels: { a: "b" } } };
      const spec = { schedulerName: "nobody", containers: [{ name: "main", image: "example.org/nothing" }] };
      const path = `${podsOf(cluster)}/p`;
      await applyAs(cluster, "one", path, { ...body, spec });
      await patch(cluster, "strategic", `${path}/status?fieldManager=kubelet`, { status: { phase: "Running" } });
      const again = await applyAs(cluster, "one", path, { ...body, spec });
      assertEquals([again.status, again.body.status.phase], [200, "Running"]);
      assert(ownersOf(again.body)["kubelet Update status"]);
    },
  },
];
