import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { account, accountsOf } from "../objects.ts";
import { type Answer, type ContractCase, eventually, ok, patch, send } from "../target.ts";

/** A real namespace controller waits 5 s before it begins, and up to 15 s more for what is held. */
const EMPTYING_MS = 60_000;

const NAMESPACES = "/api/v1/namespaces";

const isGone = (answer: { status: number }) => answer.status === 404;

export const cases: ContractCase[] = [
  {
    name: "a namespace goes with its content, and takes nothing new meanwhile",
    async run(cluster) {
      const name = `${cluster.namespace}-going`;
      await ok(cluster, "POST", "/api/v1/namespaces", { metadata: { name } });
      const inside = { ...cluster, namespace: name };
      assertEquals((await ok(cluster, "GET", `/api/v1/namespaces/${name}`)).status.phase, "Active");
      const found = await eventually(
        () => send(cluster, "GET", `${accountsOf(inside)}/default`),
        (each) => each.status === 200,
      );
      assertEquals(found.body.metadata.name, "default");
      const held = account("held", { finalizers: ["example.org/hold"] });
      await ok(cluster, "POST", accountsOf(inside), held);
      const marked = await ok(cluster, "DELETE", `/api/v1/namespaces/${name}`);
      assertEquals(marked.status.phase, "Terminating");
      const { status, body } = await send(cluster, "POST", accountsOf(inside), account("late"));
      assertEquals([status, body.reason], [403, "Forbidden"]);
      assertEquals(body.details.causes[0].reason, "NamespaceTerminating");
      assertEquals(
        body.message,
        `serviceaccounts "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      );
      await eventually(
        () => ok(cluster, "GET", `${accountsOf(inside)}/held`),
        (each) => each.metadata.deletionTimestamp,
        EMPTYING_MS,
      );
      await patch(cluster, "merge", `${accountsOf(inside)}/held`, { metadata: { finalizers: null } });
      await eventually(() => send(cluster, "GET", `/api/v1/namespaces/${name}`), isGone, EMPTYING_MS);
    },
  },
  {
    name: "a namespace's name is a label of DNS, and it carries it as a label that nobody can change",
    async run(cluster) {
      const { namespace } = cluster;
      const refused = async (name: string, why: string) => {
        const { status, body } = await send(cluster, "POST", NAMESPACES, { metadata: { name } });
        assertEquals([status, body.details.causes[0].field], [422, "metadata.name"]);
        assertStringIncludes(body.message, why);
      };
      await refused("Upper", "a lowercase RFC 1123 label must consist of");
      await refused("a.b", "must not contain dots");
      const own = { "kubernetes.io/metadata.name": namespace };
      for (const value of [null, "other"]) {
        const labels = { ...own, "kubernetes.io/metadata.name": value, a: "b" };
        const { body } = await patch(cluster, "merge", `${NAMESPACES}/${namespace}`, { metadata: { labels } });
        assertEquals(body.metadata.labels, { ...own, a: "b" });
      }
    },
  },
  {
    name: "the namespaces of the cluster itself may not be deleted",
    async run(cluster) {
      const { status, body } = await send(cluster, "DELETE", `${NAMESPACES}/default`);
      assertEquals([status, body.reason], [403, "Forbidden"]);
      assertEquals(body.message, 'namespaces "default" is forbidden: this namespace may not be deleted');
    },
  },
  {
    name: "a name that is being deleted is taken, and the refusal says why",
    async run(cluster) {
      const metadata = { name: "held", finalizers: ["example.org/hold"] };
      await ok(cluster, "POST", accountsOf(cluster), { metadata });
      await ok(cluster, "DELETE", `${accountsOf(cluster)}/held`);
      const { status, body } = await send(cluster, "POST", accountsOf(cluster), account("held"));
      assertEquals([status, body.reason], [409, "AlreadyExists"]);
      assertEquals(body.message, 'object is being deleted: serviceaccounts "held" already exists');
      await patch(cluster, "merge", `${accountsOf(cluster)}/held`, { metadata: { finalizers: null } });
      await ok(cluster, "POST", accountsOf(cluster), account("held"));
    },
  },
  {
    name: "the ServiceAccount default comes back when it is deleted",
    async run(cluster) {
      const { metadata: { uid } } = await ok(cluster, "GET", `${accountsOf(cluster)}/default`);
      await ok(cluster, "DELETE", `${accountsOf(cluster)}/default`);
      await eventually(
        () => send(cluster, "GET", `${accountsOf(cluster)}/default`),
        ({ status, body }) => status === 200 && body.metadata.uid !== uid,
      );
    },
  },
  {
    name: "a namespace that does not exist holds nothing, and its objects are 404",
    async run(cluster) {
      const nowhere = { ...cluster, namespace: "never-made" };
      assertEquals((await ok(cluster, "GET", accountsOf(nowhere))).items, []);
      assertEquals((await send(cluster, "GET", `${accountsOf(nowhere)}/default`)).status, 404);
    },
  },
  {
    name: "an empty namespace goes by itself, and is listed by its phase until then",
    async run(cluster) {
      const name = `${cluster.namespace}-empty`;
      await ok(cluster, "POST", NAMESPACES, { metadata: { name } });
      const phase = async (value: string) => {
        const { items } = await ok(cluster, "GET", `${NAMESPACES}?fieldSelector=status.phase%3D${value}`);
        return items.some((each: Answer) => each.metadata.name === name);
      };
      assert(await phase("Active"));
      await ok(cluster, "DELETE", `${NAMESPACES}/${name}`);
      assert(!await phase("Active"));
      await eventually(() => send(cluster, "GET", `${NAMESPACES}/${name}`), isGone, EMPTYING_MS);
    },
  },
  {
    name: "a namespace that cannot go says in its conditions what is left in it",
    realOnly: "a namespace says only that it goes",
    async run(cluster) {
      const name = `${cluster.namespace}-stuck`;
      await ok(cluster, "POST", NAMESPACES, { metadata: { name } });
      const inside = { ...cluster, namespace: name };
      await ok(cluster, "POST", accountsOf(inside), account("held", { finalizers: ["example.org/hold"] }));
      await ok(cluster, "DELETE", `${NAMESPACES}/${name}`);
      const condition = ({ status }: Answer, type: string) =>
        status.conditions?.find((each: Answer) => each.type === type && each.status === "True");
      const stuck = await eventually(
        () => ok(cluster, "GET", `${NAMESPACES}/${name}`),
        (each) => condition(each, "NamespaceFinalizersRemaining"),
        EMPTYING_MS,
      );
      assertStringIncludes(condition(stuck, "NamespaceFinalizersRemaining").message, "example.org/hold in 1 resource");
      assertStringIncludes(condition(stuck, "NamespaceContentRemaining").message, "serviceaccounts. has 1 resource");
      await patch(cluster, "merge", `${accountsOf(inside)}/held`, { metadata: { finalizers: null } });
    },
  },
];
