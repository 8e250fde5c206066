import { assert, assertEquals } from "@std/assert";
import {
  account,
  accountsOf,
  claim,
  claimsOf,
  notebook,
  notebooksOf,
  pod,
  podsOf,
  service,
  servicesOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, change, type ContractCase, ok, ownersOf, patch, send } from "../target.ts";

export const cases: ContractCase[] = [
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
  {
    name: "generation counts changes of what is wanted: not labels, not status, not what stays the same",
    async run(cluster) {
      const path = `${setsOf(cluster)}/s`;
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s"));
      const after = async (at: string, body: Answer) =>
        (await patch(cluster, "merge", at, body)).body.metadata.generation;
      assertEquals(await after(path, { metadata: { labels: { a: "b" } } }), 1);
      assertEquals(await after(`${path}/status`, { status: { readyReplicas: 0, replicas: 0 } }), 1);
      assertEquals(await after(path, { spec: { replicas: 0 } }), 1);
      assertEquals(await after(path, { spec: { minReadySeconds: 1 } }), 2);
      assertEquals(await after(path, { spec: { template: { metadata: { annotations: { a: "b" } } } } }), 3);
    },
  },
  {
    name: "pods count generations, Services and claims do not",
    async run(cluster) {
      assertEquals((await ok(cluster, "POST", podsOf(cluster), pod("p"))).metadata.generation, 1);
      const containers = [{ name: "main", image: "example.org/other" }];
      const changed = await patch(cluster, "strategic", `${podsOf(cluster)}/p`, { spec: { containers } });
      assertEquals(changed.body.metadata.generation, 2);
      assertEquals((await ok(cluster, "POST", servicesOf(cluster), service("s"))).metadata.generation, undefined);
      assertEquals((await ok(cluster, "POST", claimsOf(cluster), claim("c"))).metadata.generation, undefined);
    },
  },
  {
    name: "a generation that a client sends is not taken, and the mark of a deletion raises it",
    async run(cluster) {
      const metadata = { name: "n", generation: 7, finalizers: ["example.org/hold"] };
      await ok(cluster, "POST", notebooksOf(cluster), { ...notebook("n"), metadata });
      const path = `${notebooksOf(cluster)}/n`;
      const put = await change(cluster, path, (object) => object.metadata.generation = 9);
      assertEquals([put.status, put.body.metadata.generation], [200, 1]);
      assertEquals((await ok(cluster, "DELETE", path)).metadata.generation, 2);
      await patch(cluster, "merge", path, { metadata: { finalizers: null } });
    },
  },
  {
    name: "a status is read and written at its own path, checked by the schema, and 404 where the kind has none",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const path = `${notebooksOf(cluster)}/n/status`;
      const wrong = await patch(cluster, "merge", path, { status: { readyReplicas: "many" } });
      const fields = wrong.body.details.causes.map((each: Answer) => each.field);
      assert(wrong.status === 422 && fields.includes("status.readyReplicas"));
      const status = { readyReplicas: 1, conditions: [], containerState: {} };
      const labels = { through: "status" };
      const { body } = await patch(cluster, "merge", path, { metadata: { labels }, status });
      assertEquals([body.status, body.metadata.labels], [status, undefined]);
      assertEquals((await ok(cluster, "GET", path)).kind, "Notebook");
      assertEquals((await send(cluster, "GET", `${accountsOf(cluster)}/default/status`)).status, 404);
    },
  },
  {
    name: "the main resource leaves a status alone, whatever writes it",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), { ...pod("p"), status: { phase: "Succeeded" } });
      const path = `${podsOf(cluster)}/p`;
      assertEquals((await ok(cluster, "GET", path)).status.phase, "Pending");
      const put = await change(cluster, path, (object) => object.status = { phase: "Failed" });
      assertEquals([put.status, put.body.status.phase], [200, "Pending"]);
      for (const type of ["merge", "strategic"] as const) {
        const { body } = await patch(cluster, type, path, { status: { phase: "Failed" } });
        assertEquals(body.status.phase, "Pending", type);
      }
    },
  },
  {
    name: "a StatefulSet's scale shows and sets its replicas, by every way to write it",
    async run(cluster) {
      const path = `${setsOf(cluster)}/s/scale`;
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s", { replicas: 2, ...PAUSED }));
      const scale = await ok(cluster, "GET", path);
      assertEquals([scale.kind, scale.apiVersion, scale.metadata.name], ["Scale", "autoscaling/v1", "s"]);
      assertEquals([scale.spec, scale.status.selector], [{ replicas: 2 }, "app=s"]);
      const replicas = async (request: ReturnType<typeof send>) => (await request).body.spec.replicas;
      assertEquals(await replicas(patch(cluster, "merge", path, { spec: { replicas: 3 } })), 3);
      assertEquals(await replicas(patch(cluster, "strategic", path, { spec: { replicas: 4 } })), 4);
      const operation = { op: "replace", path: "/spec/replicas", value: 5 };
      assertEquals(await replicas(patch(cluster, "json", path, [operation])), 5);
      const { status, body } = await change(cluster, path, (each) => each.spec.replicas = 1);
      assertEquals([status, body.spec.replicas], [200, 1]);
      const dry = await patch(cluster, "merge", `${path}?dryRun=All`, { spec: { replicas: 9 } });
      assertEquals(dry.body.spec.replicas, 9);
      const set = await ok(cluster, "GET", `${setsOf(cluster)}/s`);
      assertEquals([set.spec.replicas, set.metadata.generation], [1, 5]);
      assertEquals(ownersOf(set)["contract Update scale"], { "f:spec": { "f:replicas": {} } });
    },
  },
  {
    name: "a scale that cannot be is refused",
    async run(cluster) {
      const path = `${setsOf(cluster)}/s/scale`;
      await ok(cluster, "POST", setsOf(cluster), statefulSet("s"));
      const negative = await patch(cluster, "merge", path, { spec: { replicas: -1 } });
      const words = "spec.replicas: Invalid value: -1: must be greater than or equal to 0";
      assertEquals([negative.status, negative.body.message], [422, `Scale.autoscaling "s" is invalid: ${words}`]);
      const direct = await patch(cluster, "merge", `${setsOf(cluster)}/s`, { spec: { replicas: -1 } });
      assertEquals([direct.status, direct.body.message], [422, `StatefulSet.apps "s" is invalid: ${words}`]);
      const scale = await ok(cluster, "GET", path);
      scale.metadata.resourceVersion = "1";
      assertEquals((await send(cluster, "PUT", path, scale)).status, 409);
      assertEquals((await send(cluster, "PUT", path, statefulSet("s"))).status, 400);
      assertEquals((await send(cluster, "GET", `${setsOf(cluster)}/none/scale`)).status, 404);
      for (const method of ["POST", "DELETE"]) {
        assertEquals((await send(cluster, method, path, {})).status, 405, method);
      }
    },
  },
  {
    name: "a subresource that there is not is not found, a custom resource's with its name",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      await ok(cluster, "POST", accountsOf(cluster), account("a"));
      for (const subresource of ["scale", "log", "nothing"]) {
        const { status, body } = await send(cluster, "GET", `${notebooksOf(cluster)}/n/${subresource}`);
        assertEquals([status, body.message], [404, 'notebooks.kubeflow.org "n" not found']);
        assertEquals((await send(cluster, "GET", `${accountsOf(cluster)}/a/${subresource}`)).status, 404);
      }
    },
  },
];

/** Pods that nothing ever starts: no scheduler of that name exists. */
const PAUSED = {
  podManagementPolicy: "Parallel",
  template: {
    metadata: { labels: { app: "s" } },
    spec: { schedulerName: "nobody", containers: [{ name: "main", image: "example.org/nothing" }] },
  },
};
