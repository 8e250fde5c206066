import { assertEquals, assertStringIncludes } from "@std/assert";
import { account, accountsOf, notebook, notebooksOf, pod, podsOf, setsOf, statefulSet } from "../objects.ts";
import { type Answer, type ContractCase, ok, patch } from "../target.ts";

export const cases: ContractCase[] = [
  {
    name: "JSON merge patch sets, replaces lists and removes by null",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/merge`;
      await ok(cluster, "POST", notebooksOf(cluster), {
        ...notebook("merge"),
        metadata: { name: "merge", labels: { a: "b" } },
      });
      const { status, body } = await patch(cluster, "merge", path, {
        metadata: { annotations: { "kubeflow-resource-stopped": "now" }, labels: { a: null } },
      });
      assertEquals(status, 200);
      assertEquals(body.metadata.annotations, { "kubeflow-resource-stopped": "now" });
      assertEquals(body.metadata.labels?.a, undefined);
      assertEquals(body.metadata.generation, 1);
    },
  },
  {
    name: "a patch that carries a stale resourceVersion is a 409",
    async run(cluster) {
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("locked"));
      const { resourceVersion } = made.metadata;
      const change = (value: string) => ({ metadata: { resourceVersion, annotations: { key: value } } });
      assertEquals((await patch(cluster, "merge", `${notebooksOf(cluster)}/locked`, change("1"))).status, 200);
      const { status, body } = await patch(cluster, "merge", `${notebooksOf(cluster)}/locked`, change("2"));
      assertEquals([status, body.reason], [409, "Conflict"]);
    },
  },
  {
    name: "JSON patch tests, adds, replaces, moves and removes, all or nothing",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/json`;
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("json"));
      const { status, body } = await patch(cluster, "json", path, [
        { op: "test", path: "/metadata/resourceVersion", value: made.metadata.resourceVersion },
        { op: "add", path: "/metadata/annotations", value: { "a/b": "1", c: "2" } },
        { op: "replace", path: "/metadata/annotations/a~1b", value: "3" },
        { op: "move", from: "/metadata/annotations/c", path: "/metadata/annotations/d" },
        { op: "remove", path: "/metadata/annotations/d" },
      ]);
      assertEquals(status, 200);
      assertEquals(body.metadata.annotations, { "a/b": "3" });
      const failed = await patch(cluster, "json", path, [
        { op: "add", path: "/metadata/annotations/e", value: "5" },
        { op: "test", path: "/metadata/name", value: "other" },
      ]);
      assertEquals([failed.status, failed.body.reason], [422, "Invalid"]);
      assertEquals((await ok(cluster, "GET", path)).metadata.annotations, { "a/b": "3" });
    },
  },
  {
    name: "strategic merge patch merges containers by name and deletes by directive",
    async run(cluster) {
      const path = `${setsOf(cluster)}/strategic`;
      await ok(
        cluster,
        "POST",
        setsOf(cluster),
        statefulSet("strategic", {}, { env: [{ name: "A", value: "1" }, { name: "B", value: "2" }] }),
      );
      const containers = [{
        name: "main",
        image: "example.org/new",
        env: [{ name: "A", $patch: "delete" }, { name: "C", value: "3" }],
      }];
      const { status, body } = await patch(cluster, "strategic", path, {
        spec: { template: { spec: { containers } } },
      });
      assertEquals(status, 200);
      const [main] = body.spec.template.spec.containers;
      assertEquals(main.image, "example.org/new");
      // What the patch names comes first, where nothing else gives an order.
      assertEquals(main.env, [{ name: "C", value: "3" }, { name: "B", value: "2" }]);
      assertEquals(body.metadata.generation, 2);
    },
  },
  {
    name: "custom resources take no strategic merge patch: 415",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("media"));
      const { status, body } = await patch(cluster, "strategic", `${notebooksOf(cluster)}/media`, {});
      assertEquals([status, body.reason], [415, "UnsupportedMediaType"]);
    },
  },
  {
    name: "a merge patch leaves alone what it does not name, and replaces lists as a whole",
    async run(cluster) {
      const labels = { a: "1", b: "2" };
      await ok(cluster, "POST", notebooksOf(cluster), { ...notebook("n"), metadata: { name: "n", labels } });
      const containers = [{ name: "other", image: "other" }];
      const { body } = await patch(cluster, "merge", `${notebooksOf(cluster)}/n`, {
        metadata: { labels: { a: null, c: "3" } },
        spec: { template: { spec: { containers } } },
      });
      assertEquals(body.metadata.labels, { b: "2", c: "3" });
      assertEquals([body.spec.template.spec.containers, body.metadata.generation], [containers, 2]);
      const same = await patch(cluster, "merge", `${notebooksOf(cluster)}/n`, {});
      assertEquals(same.body.metadata.resourceVersion, body.metadata.resourceVersion);
    },
  },
  {
    name: "a JSON patch inserts, appends and copies, escapes its paths, and takes null for nothing",
    async run(cluster) {
      const path = `${accountsOf(cluster)}/a`;
      const annotations = { "x/y": "1" };
      const secrets = [{ name: "b" }];
      await ok(cluster, "POST", accountsOf(cluster), { ...account("a", { annotations }), secrets });
      const { body } = await patch(cluster, "json", path, [
        { op: "add", path: "/secrets/0", value: { name: "a" } },
        { op: "add", path: "/secrets/-", value: { name: "c" } },
        { op: "copy", from: "/metadata/annotations/x~1y", path: "/metadata/annotations/z" },
        { op: "test", path: "/metadata/labels", value: null },
        { op: "replace", path: "/metadata/annotations/new", value: "2" },
      ]);
      assertEquals(body.secrets.map((each: Answer) => each.name), ["a", "b", "c"]);
      assertEquals(body.metadata.annotations, { "x/y": "1", z: "1", new: "2" });
    },
  },
  {
    name: "a JSON patch that does not fit is a 422 that does not say why",
    async run(cluster) {
      const path = `${accountsOf(cluster)}/a`;
      await ok(cluster, "POST", accountsOf(cluster), account("a"));
      const misfits = [
        { op: "odd", path: "/metadata/labels", value: {} },
        { op: "remove", path: "/metadata/labels" },
        { op: "add", path: "/metadata/labels/a", value: "b" },
        { op: "add", path: "/metadata/name/0", value: "b" },
        { op: "test", path: "/metadata/name", value: "b" },
        { op: "move", from: "/nothing", path: "/metadata/labels" },
        { op: "add", path: "metadata", value: {} },
      ];
      for (const operation of misfits) {
        const { status, body } = await patch(cluster, "json", path, [operation]);
        assertEquals([status, body.reason], [422, "Invalid"], JSON.stringify(operation));
        assertEquals(body.message, "the server rejected our request due to an error in our request");
      }
    },
  },
  {
    name: "strategic merge patch obeys its directives: replace, delete, retain keys, order and primitive lists",
    async run(cluster) {
      const path = `${accountsOf(cluster)}/a`;
      const metadata = { name: "a", annotations: { a: "1" }, finalizers: ["example.org/x"] };
      await ok(cluster, "POST", accountsOf(cluster), { metadata, secrets: [{ name: "a" }, { name: "b" }] });
      const change = async (body: Answer) => (await patch(cluster, "strategic", path, body)).body;
      const added = await change({ metadata: { finalizers: ["example.org/y"] }, secrets: [{ name: "c" }] });
      assertEquals(added.metadata.finalizers, ["example.org/y", "example.org/x"]);
      assertEquals(added.secrets.map((each: Answer) => each.name), ["c", "a", "b"]);
      const removed = await change({
        metadata: { "$deleteFromPrimitiveList/finalizers": ["example.org/x", "example.org/y"] },
        secrets: [{ name: "b", $patch: "delete" }],
      });
      assertEquals([removed.metadata.finalizers, removed.secrets], [undefined, [{ name: "c" }, { name: "a" }]]);
      const replaced = await change({
        metadata: { annotations: { $patch: "replace", b: "2" } },
        secrets: [{ $patch: "replace" }, { name: "z" }],
      });
      assertEquals([replaced.metadata.annotations, replaced.secrets], [{ b: "2" }, [{ name: "z" }]]);
      assertEquals((await change({ metadata: { annotations: { $patch: "delete" } } })).metadata.annotations, undefined);
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s", withVolume({ emptyDir: {} })));
      const volume = { name: "v", $retainKeys: ["name", "configMap"], configMap: { name: "c" } };
      const volumes = { spec: { template: { spec: { volumes: [volume] } } } };
      const { body } = await patch(cluster, "strategic", `${setsOf(cluster)}/s`, volumes);
      assertEquals(body.spec.template.spec.volumes, [{ name: "v", configMap: { name: "c", defaultMode: 420 } }]);
    },
  },
  {
    name: "conditions of a pod merge by their type, in the order that the patch sets",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("p"));
      const patched = async (status: Answer) => {
        const { body } = await patch(cluster, "strategic", `${podsOf(cluster)}/p/status`, { status });
        return body.status.conditions.map((each: Answer) => `${each.type}=${each.status}`);
      };
      assertEquals(await patched({ conditions: [{ type: "Ready", status: "False" }] }), ["Ready=False"]);
      const other = { type: "example.org/Seen", status: "True" };
      assertEquals(await patched({ conditions: [other] }), ["example.org/Seen=True", "Ready=False"]);
      const order = [{ type: "Ready" }, { type: "example.org/Seen" }];
      const conditions = [{ type: "Ready", status: "True" }];
      const ordered = await patched({ "$setElementOrder/conditions": order, conditions });
      assertEquals(ordered, ["Ready=True", "example.org/Seen=True"]);
    },
  },
  {
    name: "a patch that makes an object undecodable is a 422, unknown fields with Strict included",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s"));
      const refused = async (path: string, body: Answer, words: string) => {
        const answer = await patch(cluster, "merge", path, body);
        assertEquals([answer.status, answer.body.reason], [422, "Invalid"]);
        assertStringIncludes(answer.body.message, words);
        return answer.body.details.causes[0];
      };
      const strict = `${notebooksOf(cluster)}/n?fieldValidation=Strict`;
      const cause = await refused(strict, { spec: { odd: 1 } }, 'strict decoding error: unknown field "spec.odd"');
      assertEquals(cause.field, "patch");
      await refused(`${setsOf(cluster)}/s`, { spec: { replicas: "three" } }, '" is invalid: patch: Invalid value: ');
      const type = 'spec.template: Invalid value: "integer": spec.template in body must be of type object: "integer"';
      await refused(`${notebooksOf(cluster)}/n`, { spec: { template: 5 } }, type);
      const warned = await patch(cluster, "merge", `${notebooksOf(cluster)}/n`, { spec: { odd: 1 } });
      assertEquals([warned.status, warned.headers.get("warning")], [200, '299 - "unknown field \\"spec.odd\\""']);
    },
  },
  {
    name: "a dry run of a patch says what would be and stores nothing",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const path = `${notebooksOf(cluster)}/n`;
      const { body } = await patch(cluster, "merge", `${path}?dryRun=All`, { metadata: { labels: { dry: "yes" } } });
      assertEquals(body.metadata.labels, { dry: "yes" });
      assertEquals((await ok(cluster, "GET", path)).metadata.labels, undefined);
    },
  },
  {
    name: "patches without a resourceVersion that meet are all kept",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const path = `${notebooksOf(cluster)}/n`;
      const keys = Array.from({ length: 10 }, (_, i) => `key-${i}`);
      const label = (key: string) => patch(cluster, "merge", path, { metadata: { labels: { [key]: "x" } } });
      const answers = await Promise.all(keys.map(label));
      assertEquals(new Set(answers.map(({ status }) => status)), new Set([200]));
      assertEquals(Object.keys((await ok(cluster, "GET", path)).metadata.labels).sort(), keys);
    },
  },
];

const withVolume = (source: Answer): Answer => ({
  template: {
    metadata: { labels: { app: "s" } },
    spec: { containers: [{ name: "main", image: "example.org/nothing" }], volumes: [{ name: "v", ...source }] },
  },
});
