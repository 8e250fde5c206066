import { assert, assertEquals } from "@std/assert";
import { notebook, notebooksOf, pod, podsOf, service, servicesOf } from "../objects.ts";
import { type Answer, type ContractCase, eventually, ok, send, watchUntil } from "../target.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

const definition = (group: string, versions: Answer[]): Answer => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: { group, scope: "Namespaced", names: { plural: "things", kind: "Thing" }, versions },
});

export const cases: ContractCase[] = [
  {
    name: "aggregated discovery lists every kind with its verbs, names and subresources",
    async run(cluster) {
      const core = await send(cluster, "GET", "/api", undefined, { headers: { accept: AGGREGATED } });
      assertEquals(core.headers.get("content-type"), AGGREGATED);
      assertEquals(core.body.kind, "APIGroupDiscoveryList");
      const pods = core.body.items[0].versions[0].resources.find((each: Answer) => each.resource === "pods");
      assertEquals([pods.scope, pods.singularResource, pods.shortNames], ["Namespaced", "pod", ["po"]]);
      const groups = (await send(cluster, "GET", "/apis", undefined, { headers: { accept: AGGREGATED } })).body.items;
      const kubeflow = groups.find((each: Answer) => each.metadata.name === "kubeflow.org");
      assertEquals(kubeflow.versions.map((each: Answer) => each.version), ["v1", "v1beta1", "v1alpha1"]);
      const notebooks = kubeflow.versions[0].resources.find((each: Answer) => each.resource === "notebooks");
      assertEquals(notebooks.responseKind, { group: "kubeflow.org", version: "v1", kind: "Notebook" });
      assert(notebooks.subresources.some((each: Answer) => each.subresource === "status"));
      for (const verb of ["create", "delete", "get", "list", "patch", "update", "watch"]) {
        assert(notebooks.verbs.includes(verb));
      }
    },
  },
  {
    name: "plain discovery lists groups and resources",
    async run(cluster) {
      const groups = await ok(cluster, "GET", "/apis");
      const apps = groups.groups.find((each: Answer) => each.name === "apps");
      assertEquals(apps.preferredVersion, { groupVersion: "apps/v1", version: "v1" });
      const list = await ok(cluster, "GET", "/apis/apps/v1");
      assertEquals([list.kind, list.groupVersion], ["APIResourceList", "apps/v1"]);
      const sets = list.resources.find((each: Answer) => each.name === "statefulsets");
      assertEquals([sets.namespaced, sets.kind, sets.singularName], [true, "StatefulSet", "statefulset"]);
      assertEquals((await send(cluster, "GET", "/apis/nothing.example/v1")).status, 404);
    },
  },
  {
    name: "OpenAPI describes a group and declares fieldValidation for patches",
    async run(cluster) {
      const index = await ok(cluster, "GET", "/openapi/v3");
      const url = index.paths["apis/kubeflow.org/v1"].serverRelativeURL;
      const document = await ok(cluster, "GET", url);
      const operations = document.paths["/apis/kubeflow.org/v1/namespaces/{namespace}/notebooks/{name}"];
      assert(operations.patch.parameters.some((each: Answer) => each.name === "fieldValidation"));
      assertEquals(operations.patch["x-kubernetes-group-version-kind"], {
        group: "kubeflow.org",
        version: "v1",
        kind: "Notebook",
      });
      assert(Object.keys(document.components.schemas).includes("org.kubeflow.v1.Notebook"));
    },
  },
  {
    name: "version and health are told",
    async run(cluster) {
      assertEquals((await ok(cluster, "GET", "/version")).major, "1");
      for (const path of ["/healthz", "/livez", "/readyz"]) assertEquals(await ok(cluster, "GET", path), "ok");
    },
  },
  {
    name: "a Table shows a kind's columns, in lists and in watches",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("shown"));
      const table = await ok(cluster, "GET", podsOf(cluster), undefined, { headers: { accept: TABLE } });
      assertEquals([table.kind, table.apiVersion], ["Table", "meta.k8s.io/v1"]);
      const names = table.columnDefinitions.filter((each: Answer) => each.priority === 0).map((each: Answer) =>
        each.name
      );
      assertEquals(names, ["Name", "Ready", "Status", "Restarts", "Age"]);
      assertEquals(table.rows[0].cells.slice(0, 4).map(String), ["shown", "0/1", "Pending", "0"]);
      assertEquals(table.rows[0].object.kind, "PartialObjectMetadata");
      const frames = await watchUntil(cluster, `${podsOf(cluster)}?watch=1`, (all) => all.length >= 1, {
        accept: TABLE,
      });
      assertEquals([frames[0].type, frames[0].object.kind], ["ADDED", "Table"]);
    },
  },
  {
    name: "a custom resource's columns are those of its definition, a Service's those of kubectl",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("shown"));
      const headers = { accept: TABLE };
      const table = await ok(cluster, "GET", notebooksOf(cluster), undefined, { headers });
      assertEquals(table.columnDefinitions.map((each: Answer) => each.name), [
        "Name",
        "State",
        "Reason",
        "Image",
        "Age",
      ]);
      assertEquals(table.rows[0].cells[3], "jupyter/base-notebook");
      await ok(cluster, "POST", servicesOf(cluster), service("shown"));
      const services = await ok(cluster, "GET", servicesOf(cluster), undefined, { headers });
      const [, type, , external, ports] = services.rows[0].cells;
      assertEquals([type, external, ports], ["ClusterIP", "<none>", "80/TCP"]);
    },
  },
  {
    name: "a definition is served at once, defaults and prunes, and goes with its objects",
    async run(cluster) {
      const group = `${cluster.namespace}.example.org`;
      const properties = {
        spec: {
          type: "object",
          default: {},
          properties: {
            size: { type: "integer", default: 3, minimum: 1 },
            words: { type: "array", items: { type: "string" }, "x-kubernetes-list-type": "set" },
          },
        },
      };
      const schema = { openAPIV3Schema: { type: "object", properties } };
      const versions = [{ name: "v1", served: true, storage: true, schema }, {
        name: "v1alpha1",
        served: false,
        storage: false,
        schema,
      }];
      const crds = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
      await ok(cluster, "POST", crds, definition(group, versions));
      const things = `/apis/${group}/v1/namespaces/${cluster.namespace}/things`;
      const found = await eventually(
        () => ok(cluster, "GET", `${crds}/things.${group}`),
        (each) => each.status?.conditions?.some((one: Answer) => one.type === "Established" && one.status === "True"),
      );
      assertEquals(found.status.acceptedNames.listKind, "ThingList");
      await eventually(() => send(cluster, "GET", things), (each) => each.status === 200);
      const thing = { apiVersion: `${group}/v1`, kind: "Thing", metadata: { name: "one" } };
      const made = await ok(cluster, "POST", things, { ...thing, spec: { unknown: 1 } });
      assertEquals(made.spec, { size: 3 });
      const small = await send(cluster, "POST", things, { ...thing, metadata: { name: "two" }, spec: { size: 0 } });
      assertEquals([small.status, small.body.details.causes[0].field], [422, "spec.size"]);
      const twice = await send(cluster, "POST", things, {
        ...thing,
        metadata: { name: "two" },
        spec: { words: ["a", "a"] },
      });
      assertEquals(twice.body.details.causes[0], {
        reason: "FieldValueDuplicate",
        message: 'Duplicate value: "a"',
        field: "spec.words[1]",
      });
      assertEquals((await send(cluster, "GET", things.replace("/v1/", "/v1alpha1/"))).status, 404);
      await ok(cluster, "DELETE", `${crds}/things.${group}`);
      await eventually(() => send(cluster, "GET", things), (each) => each.status === 404);
      await ok(cluster, "POST", crds, definition(group, versions));
      const again = await eventually(() => send(cluster, "GET", things), (each) => each.status === 200);
      assertEquals(again.body.items, []);
      await ok(cluster, "DELETE", `${crds}/things.${group}`);
    },
  },
];
