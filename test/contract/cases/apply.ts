import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { notebook, notebooksOf, pod, podsOf, setsOf, statefulSet } from "../objects.ts";
import type { ManagedFieldsEntry } from "../../../kube/object.ts";
import { type ContractCase, eventually, ok, patch, send } from "../target.ts";

type Answered = Awaited<ReturnType<typeof send>>;

/** Asserts that a repeated request leaves the resourceVersion alone, once the cluster's own controllers are done. */
async function changesNothing(request: () => Promise<Answered>): Promise<Answered> {
  const versionOf = ({ body }: Answered) => body.metadata.resourceVersion;
  const twice = async () => [await request(), await request()];
  const [, last] = await eventually(twice, ([one, two]) => versionOf(one) === versionOf(two));
  assertEquals(last.status, 200);
  return last;
}

export const cases: ContractCase[] = [
  {
    name: "apply creates, changes, and removes what the manager no longer applies",
    async run(cluster) {
      const path = `${setsOf(cluster)}/applied?fieldManager=one`;
      const with2 = statefulSet("applied", {}, { env: [{ name: "A", value: "1" }, { name: "B", value: "2" }] });
      const made = await patch(cluster, "apply", path, with2);
      assertEquals(made.status, 201);
      const [entry] = made.body.metadata.managedFields;
      assertEquals([entry.manager, entry.operation, entry.apiVersion, entry.subresource], [
        "one",
        "Apply",
        "apps/v1",
        undefined,
      ]);
      const fields = entry.fieldsV1["f:spec"]["f:template"]["f:spec"]["f:containers"]['k:{"name":"main"}'];
      assertEquals(Object.keys(fields).sort(), [".", "f:env", "f:image", "f:name"]);
      assertEquals(fields["f:env"]['k:{"name":"A"}'], { ".": {}, "f:name": {}, "f:value": {} });
      await changesNothing(() => patch(cluster, "apply", path, with2));
      const with1 = statefulSet("applied", {}, { env: [{ name: "B", value: "3" }] });
      const { body } = await patch(cluster, "apply", path, with1);
      assertEquals(body.spec.template.spec.containers[0].env, [{ name: "B", value: "3" }]);
      assertEquals(body.metadata.generation, 2);
    },
  },
  {
    name: "what two managers apply stays as long as one of them applies it",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/shared`;
      const labelled = (labels: Record<string, string>) => ({
        ...notebook("shared"),
        metadata: { name: "shared", labels },
      });
      await patch(cluster, "apply", `${path}?fieldManager=one`, labelled({ both: "1", first: "1" }));
      const second = await patch(cluster, "apply", `${path}?fieldManager=two`, {
        apiVersion: "kubeflow.org/v1",
        kind: "Notebook",
        metadata: { name: "shared", labels: { both: "1", second: "1" } },
      });
      assertEquals(second.body.metadata.labels, { both: "1", first: "1", second: "1" });
      const { body } = await patch(cluster, "apply", `${path}?fieldManager=one`, notebook("shared"));
      assertEquals(body.metadata.labels, { both: "1", second: "1" });
    },
  },
  {
    name: "another manager's value is a conflict, unless forced",
    async run(cluster) {
      const path = `${setsOf(cluster)}/contested`;
      await patch(cluster, "apply", `${path}?fieldManager=one`, statefulSet("contested", { replicas: 0 }));
      const refused = await patch(
        cluster,
        "apply",
        `${path}?fieldManager=two`,
        statefulSet("contested", { minReadySeconds: 1 }, { image: "example.org/b" }),
      );
      assertEquals([refused.status, refused.body.reason], [409, "Conflict"]);
      assertEquals(refused.body.details.causes, [{
        reason: "FieldManagerConflict",
        message: 'conflict with "one"',
        field: '.spec.template.spec.containers[name="main"].image',
      }]);
      assertEquals(
        refused.body.message,
        'Apply failed with 1 conflict: conflict with "one": .spec.template.spec.containers[name="main"].image',
      );
      const forced = await patch(
        cluster,
        "apply",
        `${path}?fieldManager=two&force=true`,
        statefulSet("contested", {}, { image: "example.org/b" }),
      );
      assertEquals(forced.status, 200);
      assertEquals(forced.body.spec.template.spec.containers[0].image, "example.org/b");
    },
  },
  {
    name: "an update takes fields over from an apply, and is recorded with what it changed",
    async run(cluster) {
      const path = `${setsOf(cluster)}/updated`;
      await patch(cluster, "apply", `${path}?fieldManager=one`, statefulSet("updated", { minReadySeconds: 3 }));
      const { body } = await patch(cluster, "merge", `${path}?fieldManager=hand`, { spec: { minReadySeconds: 4 } });
      const entry = body.metadata.managedFields.find((each: { manager: string }) => each.manager === "hand");
      assertEquals([entry.operation, entry.fieldsV1], ["Update", { "f:spec": { "f:minReadySeconds": {} } }]);
      const first = body.metadata.managedFields.find((each: { manager: string }) => each.manager === "one");
      assertEquals(first.fieldsV1["f:spec"]["f:minReadySeconds"], undefined);
    },
  },
  {
    name: "apply of the status is an entry of its own and leaves the spec alone",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/status`;
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("status"));
      const containerState = { running: { startedAt: "2026-01-01T00:00:00Z" } };
      const status = { conditions: [], readyReplicas: 1, containerState };
      const identity = { apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata: { name: "status" } };
      const { status: code, body } = await patch(cluster, "apply", `${path}/status?fieldManager=c&force=true`, {
        ...identity,
        status,
      });
      assertEquals(code, 200);
      assertEquals([body.status.readyReplicas, body.spec], [1, made.spec]);
      const entry = body.metadata.managedFields.find((each: { manager: string }) => each.manager === "c");
      assertEquals([entry.subresource, Object.keys(entry.fieldsV1)], ["status", ["f:status"]]);
      const less = { conditions: [], containerState: {}, readyReplicas: 0 };
      const next = await patch(cluster, "apply", `${path}/status?fieldManager=c&force=true`, {
        ...identity,
        status: less,
      });
      assertEquals(next.body.status, less, "an emptied map stays as an empty one");
      assertEquals(
        (await patch(cluster, "apply", `${notebooksOf(cluster)}/none/status?fieldManager=c`, {
          ...identity,
          metadata: { name: "none" },
        })).status,
        404,
      );
    },
  },
  {
    name: "defaulted fields do not conflict with their absence, nor an equal quantity with another spelling",
    async run(cluster) {
      const path = `${setsOf(cluster)}/spelled?fieldManager=one`;
      const apply = (cpu: string) =>
        patch(
          cluster,
          "apply",
          path,
          statefulSet("spelled", {}, { resources: { requests: { cpu } }, ports: [{ containerPort: 80 }] }),
        );
      assertEquals((await apply("0.5")).status, 201);
      const { body } = await changesNothing(() => apply("500m"));
      assertEquals(body.metadata.generation, 1);
    },
  },
  {
    name: "apply needs a field manager, and refuses fields that the schema does not know",
    async run(cluster) {
      const path = `${setsOf(cluster)}/nobody`;
      const { status, body } = await patch(cluster, "apply", path, statefulSet("nobody"));
      assertEquals([status, body.reason], [422, "Invalid"]);
      assertStringIncludes(body.message, "fieldManager: Required value: is required for apply patch");
      const unknown = await patch(cluster, "apply", `${path}?fieldManager=one`, statefulSet("nobody", { nonsense: 1 }));
      assertEquals(unknown.status, 500);
      assertStringIncludes(unknown.body.message, ".spec.nonsense: field not declared in schema");
    },
  },
  {
    name: "ownership moves by one JSON patch of managedFields, and the next apply can remove",
    async run(cluster) {
      const path = `${setsOf(cluster)}/taken`;
      const old = await ok(
        cluster,
        "POST",
        `${setsOf(cluster)}?fieldManager=notebook-controller`,
        statefulSet("taken", { minReadySeconds: 9 }),
      );
      assertEquals(old.metadata.managedFields[0].manager, "notebook-controller");
      const moved = await eventually(async () => {
        const { metadata } = await ok(cluster, "GET", path);
        const value = metadata.managedFields.map((each: ManagedFieldsEntry) =>
          each.manager === "notebook-controller" ? { ...each, manager: "ours", operation: "Apply" } : each
        );
        return await patch(cluster, "json", path, [
          { op: "test", path: "/metadata/resourceVersion", value: metadata.resourceVersion },
          { op: "replace", path: "/metadata/managedFields", value },
        ]);
      }, ({ status }) => status !== 422);
      assertEquals(moved.status, 200);
      const entries: ManagedFieldsEntry[] = moved.body.metadata.managedFields;
      assertEquals(entries.find((each) => each.manager === "ours")?.operation, "Apply");
      assert(!entries.some((each) => each.manager === "notebook-controller"));
      const applied = await patch(cluster, "apply", `${path}?fieldManager=ours&force=true`, statefulSet("taken"));
      assertEquals(applied.body.spec.minReadySeconds ?? 0, 0);
      assert(applied.body.spec.template.spec.containers.length === 1);
    },
  },
  {
    name: "the old name of a duplicate key is refused by apply",
    async run(cluster) {
      const env = [{ name: "A", value: "1" }, { name: "A", value: "2" }];
      const { status } = await patch(
        cluster,
        "apply",
        `${setsOf(cluster)}/twice?fieldManager=one`,
        statefulSet("twice", {}, { env }),
      );
      assert(status >= 400, "duplicate env is no valid apply");
      const native = await send(cluster, "POST", setsOf(cluster), statefulSet("twice", {}, { env }));
      assertEquals(native.status, 201);
      await ok(cluster, "POST", podsOf(cluster), pod("fine"));
    },
  },
];
