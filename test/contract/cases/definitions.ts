import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { definitionOf, DEFINITIONS, thingOf, untilServed, version, withThings } from "../definition.ts";
import { type Answer, change, type ContractCase, eventually, ok, patch, send } from "../target.ts";

const INTEGER = { type: "integer" };

export const cases: ContractCase[] = [
  {
    name: "a definition is accepted, established and served, and has its names filled in",
    async run(cluster) {
      await withThings(cluster, [version({ size: INTEGER })], async ({ path, things, thing }) => {
        const { spec, status, metadata } = await ok(cluster, "GET", path);
        assertEquals([spec.names.singular, spec.names.listKind, spec.conversion], [
          ...["thing", "ThingList", { strategy: "None" }],
        ]);
        assertEquals([status.acceptedNames, status.storedVersions, metadata.generation], [spec.names, ["v1"], 1]);
        const conditions = status.conditions.map((each: Answer) => `${each.type}=${each.status}: ${each.message}`);
        assertEquals(conditions.toSorted(), [
          "Established=True: the initial names have been accepted",
          "NamesAccepted=True: no conflicts found",
        ]);
        await ok(cluster, "POST", things(), thing("one", { size: 1 }));
        assertEquals((await ok(cluster, "GET", things())).kind, "ThingList");
      });
    },
  },
  {
    name: "only served versions are served, and each shows the objects of all in its own",
    async run(cluster) {
      const versions = [
        version({ size: INTEGER }),
        version({ size: INTEGER }, { name: "v1beta1", storage: false }),
        version({ size: INTEGER }, { name: "v1alpha1", served: false, storage: false }),
      ];
      await withThings(cluster, versions, async ({ group, things, thing }) => {
        await ok(cluster, "POST", things(), thing("one", { size: 1 }));
        const shown = await ok(cluster, "GET", `${things("v1beta1")}/one`);
        assertEquals([shown.apiVersion, shown.spec], [`${group}/v1beta1`, { size: 1 }]);
        assertEquals((await send(cluster, "GET", things("v1alpha1"))).status, 404);
      });
    },
  },
  {
    name: "a definition that changes is followed: columns, schemas, and which versions are served",
    async run(cluster) {
      const beta = version({ size: INTEGER }, { name: "v1beta1", storage: false });
      await withThings(cluster, [version({ size: INTEGER }), beta], async ({ path, things, thing }) => {
        const { body } = await change(cluster, path, ({ spec }) => {
          spec.versions = [version({ size: { ...INTEGER, maximum: 5 } }), { ...beta, served: false }];
        });
        assertEquals(body.metadata.generation, 2);
        await untilServed(cluster, things("v1beta1"), false);
        const refused = await eventually(
          () => send(cluster, "POST", `${things()}?dryRun=All`, thing("large", { size: 6 })),
          ({ status }) => status === 422,
        );
        assertEquals(refused.body.details.causes[0].field, "spec.size");
      });
    },
  },
  {
    name: "group, scope and names do not change, and a version that was stored does not go",
    async run(cluster) {
      await withThings(cluster, [version({ size: INTEGER })], async ({ path }) => {
        const refused = async (edit: (object: Answer) => void, field: string, words: string) => {
          const { status, body } = await change(cluster, path, edit);
          const cause = body.details.causes.find((each: Answer) => each.field === field);
          assertEquals(status, 422);
          assertStringIncludes(cause.message, words);
        };
        await refused(
          ({ spec }) => spec.scope = "Cluster",
          "spec.scope",
          'Invalid value: "Cluster": field is immutable',
        );
        const words = 'Invalid value: "v1": missing from spec.versions; v1 was previously a storage version';
        await refused(({ spec }) => spec.versions[0].name = "v2", "status.storedVersions[0]", words);
      });
    },
  },
  {
    name: "a definition that cannot be is refused",
    async run(cluster) {
      const defined = thingOf(cluster);
      const plain = version({});
      const refused = async (body: Answer, field: string, words: string) => {
        const answer = await send(cluster, "POST", DEFINITIONS, body);
        assertEquals(answer.status, 422);
        const cause = answer.body.details.causes.find((each: Answer) => each.field === field);
        assertStringIncludes(cause?.message ?? "no cause", words);
      };
      const named = { ...definitionOf(defined, [plain]), metadata: { name: "things" } };
      await refused(named, "metadata.name", 'must be spec.names.plural+"."+spec.group');
      const { schema: _, ...bare } = plain;
      await refused(definitionOf(defined, [bare]), "spec.versions[0].schema.openAPIV3Schema", "Required value");
      const twice = [plain, { ...plain, storage: false }];
      await refused(definitionOf(defined, twice), "spec.versions", "must contain unique version names");
      const none = "must have exactly one version marked as storage version";
      await refused(definitionOf(defined, [{ ...plain, storage: false }]), "spec.versions", none);
      const scope = 'Unsupported value: "Odd": supported values: "Cluster", "Namespaced"';
      await refused(definitionOf(defined, [plain], { scope: "Odd" }), "spec.scope", scope);
    },
  },
  {
    name: "a definition goes with its objects, and comes back empty",
    async run(cluster) {
      await withThings(cluster, [version({ size: INTEGER })], async ({ path, things, thing }) => {
        await ok(cluster, "POST", things(), thing("one"));
        const body = await ok(cluster, "GET", path);
        await ok(cluster, "DELETE", path);
        await untilServed(cluster, things(), false);
        await ok(cluster, "POST", DEFINITIONS, definitionOf(thingOf(cluster), body.spec.versions));
        await untilServed(cluster, things());
        assertEquals((await ok(cluster, "GET", things())).items, []);
      });
    },
  },
  {
    name: "a definition waits for an object that a finalizer holds, and takes no new one meanwhile",
    async run(cluster) {
      await withThings(cluster, [version({ size: INTEGER })], async ({ path, things, thing }) => {
        const metadata = { name: "held", finalizers: ["example.org/hold"] };
        await ok(cluster, "POST", things(), { ...thing("held"), metadata });
        const { metadata: { finalizers } } = await ok(cluster, "DELETE", path);
        assertEquals(finalizers, ["customresourcecleanup.apiextensions.k8s.io"]);
        const isMarked = (each: Answer) => each.metadata.deletionTimestamp !== undefined;
        await eventually(() => ok(cluster, "GET", `${things()}/held`), isMarked);
        const late = await eventually(
          () => send(cluster, "POST", `${things()}?dryRun=All`, thing("late")),
          ({ status }) => status === 403,
        );
        assertStringIncludes(late.body.message, "create not allowed while custom resource definition is terminating");
        await patch(cluster, "merge", `${things()}/held`, { metadata: { finalizers: null } });
        await eventually(() => send(cluster, "GET", path), ({ status }) => status === 404);
      });
    },
  },
  {
    name: "without a status subresource the status is written with the rest, and counts as wanted",
    async run(cluster) {
      const status = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
      const plain = version({ size: INTEGER });
      plain.schema.openAPIV3Schema.properties.status = status;
      await withThings(cluster, [plain], async ({ things, thing }) => {
        const made = await ok(cluster, "POST", things(), { ...thing("one"), status: { a: 1 } });
        assertEquals([made.status, made.metadata.generation], [{ a: 1 }, 1]);
        const { body } = await patch(cluster, "merge", `${things()}/one`, { status: { a: 2 } });
        assertEquals([body.status, body.metadata.generation], [{ a: 2 }, 2]);
        assertEquals((await send(cluster, "GET", `${things()}/one/status`)).status, 404);
      });
    },
  },
  {
    name: "a kind of the cluster has no namespace",
    async run(cluster) {
      const defined = thingOf(cluster);
      await ok(cluster, "POST", DEFINITIONS, definitionOf(defined, [version({})], { scope: "Cluster" }));
      const path = `/apis/${defined.group}/v1/things`;
      await untilServed(cluster, path);
      const made = await ok(cluster, "POST", path, defined.thing("one"));
      assertEquals(made.metadata.namespace, undefined);
      assert((await send(cluster, "GET", defined.things())).status === 404);
      await ok(cluster, "DELETE", defined.path);
    },
  },
  {
    name: "a custom resource has a scale where its definition says so",
    realOnly: "only workloads are scaled",
    async run(cluster) {
      const paths = { specReplicasPath: ".spec.size", statusReplicasPath: ".status.size" };
      const subresources = { status: {}, scale: paths };
      await withThings(cluster, [version({ size: INTEGER }, { subresources })], async ({ things, thing }) => {
        await ok(cluster, "POST", things(), thing("one", { size: 2 }));
        const scaled = await patch(cluster, "merge", `${things()}/one/scale`, { spec: { replicas: 3 } });
        assertEquals([scaled.body.kind, scaled.body.spec.replicas], ["Scale", 3]);
        assertEquals((await ok(cluster, "GET", `${things()}/one`)).spec.size, 3);
      });
    },
  },
  {
    name: "a new default shows in objects that were stored before it",
    realOnly: "objects keep the form in which they were written",
    async run(cluster) {
      await withThings(cluster, [version({ size: INTEGER })], async ({ path, things, thing }) => {
        await ok(cluster, "POST", things(), thing("old", {}));
        const word = { type: "string", default: "later" };
        await change(cluster, path, ({ spec }) => spec.versions = [version({ size: INTEGER, word })]);
        await eventually(() => ok(cluster, "GET", `${things()}/old`), ({ spec }) => spec.word === "later");
      });
    },
  },
  {
    name: "a definition whose schema is not structural is refused",
    realOnly: "definitions are proven where they are real",
    async run(cluster) {
      const defined = thingOf(cluster);
      const refused = async (body: Answer, words: string) => {
        const answer = await send(cluster, "POST", DEFINITIONS, definitionOf(defined, [body]));
        assertEquals(answer.status, 422);
        assertStringIncludes(answer.body.message, words);
      };
      const untyped = { ...version({}), schema: { openAPIV3Schema: { properties: {} } } };
      await refused(untyped, "openAPIV3Schema.type: Required value: must not be empty at the root");
      await refused(version({ size: { ...INTEGER, default: "x" } }), "must be of type integer");
      const list = { type: "array", items: { type: "object" }, "x-kubernetes-list-type": "map" };
      await refused(version({ list }), "must not be empty if x-kubernetes-list-type is map");
    },
  },
];
