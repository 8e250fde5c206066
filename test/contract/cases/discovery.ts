import { assert, assertEquals } from "@std/assert";
import { type Answer, type ContractCase, ok, send } from "../target.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

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
];
