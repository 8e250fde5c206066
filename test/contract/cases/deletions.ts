import { assert, assertEquals } from "@std/assert";
import { untilCollectorHasSeen } from "../garbage_collector.ts";
import {
  account,
  accountsOf,
  claim,
  claimsOf,
  notebook,
  notebooksOf,
  ownedBy,
  pod,
  podsOf,
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, change, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const isGone = (answer: { status: number }) => answer.status === 404;

/** A pod that a node has: it stays until the node says that it ended. */
async function bind(cluster: ContractTarget, name: string): Promise<void> {
  const target = { apiVersion: "v1", kind: "Node", name: "contract-no-such-node" };
  await ok(cluster, "POST", `${podsOf(cluster)}/${name}/binding`, {
    apiVersion: "v1",
    kind: "Binding",
    metadata: { name },
    target,
  });
}

export const cases: ContractCase[] = [
  {
    name: "deleting a custom resource answers a Status, a pod itself",
    async run(cluster) {
      const made = await ok(cluster, "POST", notebooksOf(cluster), notebook("gone"));
      const status = await ok(cluster, "DELETE", `${notebooksOf(cluster)}/gone`);
      const details = { name: "gone", group: "kubeflow.org", kind: "notebooks", uid: made.metadata.uid };
      assertEquals(status, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
      await ok(cluster, "POST", podsOf(cluster), pod("gone"));
      assertEquals((await ok(cluster, "DELETE", `${podsOf(cluster)}/gone`)).kind, "Pod");
      assertEquals((await send(cluster, "DELETE", `${podsOf(cluster)}/gone`)).status, 404);
    },
  },
  {
    name: "a finalizer holds an object, and its removal lets it go",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/held`;
      await ok(cluster, "POST", notebooksOf(cluster), {
        ...notebook("held"),
        metadata: { name: "held", finalizers: ["example.org/hold"] },
      });
      const marked = await ok(cluster, "DELETE", path);
      assert(marked.metadata.deletionTimestamp);
      assertEquals([marked.metadata.deletionGracePeriodSeconds, marked.metadata.generation], [0, 2]);
      const more = await patch(cluster, "merge", path, {
        metadata: { finalizers: ["example.org/hold", "example.org/more"] },
      });
      assertEquals(more.status, 422);
      await patch(cluster, "merge", path, { metadata: { finalizers: null } });
      assertEquals((await send(cluster, "GET", path)).status, 404);
    },
  },
  {
    name: "background deletion takes the dependants after their owner",
    async run(cluster) {
      const owner = await ok(cluster, "POST", notebooksOf(cluster), notebook("owner"));
      await ok(cluster, "POST", accountsOf(cluster), account("child", { ownerReferences: ownedBy(owner) }));
      await ok(cluster, "POST", claimsOf(cluster), claim("files"));
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/owner`, { propagationPolicy: "Background" });
      await eventually(() => send(cluster, "GET", `${accountsOf(cluster)}/child`), isGone);
      await ok(cluster, "GET", `${claimsOf(cluster)}/files`);
    },
  },
  {
    name: "foreground deletion keeps the owner until its dependants are gone",
    async run(cluster) {
      const owner = await ok(cluster, "POST", notebooksOf(cluster), notebook("front"));
      const set = statefulSet("front");
      set.metadata.ownerReferences = ownedBy(owner);
      set.metadata.finalizers = ["example.org/hold"];
      await ok(cluster, "POST", setsOf(cluster), set);
      await untilCollectorHasSeen(cluster, setsOf(cluster), statefulSet("garbage"));
      const marked = await ok(cluster, "DELETE", `${notebooksOf(cluster)}/front`, { propagationPolicy: "Foreground" });
      assertEquals(marked.metadata.finalizers, ["foregroundDeletion"]);
      await eventually(() => ok(cluster, "GET", `${setsOf(cluster)}/front`), (each) => each.metadata.deletionTimestamp);
      await ok(cluster, "GET", `${notebooksOf(cluster)}/front`);
      const { status } = await change(cluster, `${setsOf(cluster)}/front`, ({ metadata }) => {
        metadata.finalizers = metadata.finalizers.filter((each: string) => each !== "example.org/hold");
      });
      assertEquals(status, 200);
      await eventually(() => send(cluster, "GET", `${setsOf(cluster)}/front`), isGone);
      await eventually(() => send(cluster, "GET", `${notebooksOf(cluster)}/front`), isGone);
    },
  },
  {
    name: "a pod on a node is marked with its grace, and goes when the node deletes it with none",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), pod("bound", { terminationGracePeriodSeconds: 7 }));
      await bind(cluster, "bound");
      const bound = await ok(cluster, "GET", `${podsOf(cluster)}/bound`);
      assertEquals(bound.spec.nodeName, "contract-no-such-node");
      assertEquals(bound.status.conditions.find((each: Answer) => each.type === "PodScheduled").status, "True");
      const twice = await send(cluster, "POST", `${podsOf(cluster)}/bound/binding`, {
        metadata: { name: "bound" },
        target: { name: "x" },
      });
      assertEquals([twice.status, twice.body.reason], [409, "Conflict"]);
      const marked = await ok(cluster, "DELETE", `${podsOf(cluster)}/bound`);
      assertEquals(marked.metadata.deletionGracePeriodSeconds, 7);
      assert(Date.parse(marked.metadata.deletionTimestamp) > Date.parse(marked.metadata.creationTimestamp) + 5000);
      await ok(cluster, "DELETE", `${podsOf(cluster)}/bound`, {
        gracePeriodSeconds: 0,
        preconditions: { uid: bound.metadata.uid },
      });
      assertEquals((await send(cluster, "GET", `${podsOf(cluster)}/bound`)).status, 404);
    },
  },
  {
    name: "a deletion that is asked for again changes nothing, and may still be turned into another kind",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/held`;
      const metadata = { name: "held", finalizers: ["example.org/hold"] };
      await ok(cluster, "POST", notebooksOf(cluster), { ...notebook("held"), metadata });
      const first = await ok(cluster, "DELETE", path);
      const second = await ok(cluster, "DELETE", path);
      assertEquals(second.metadata.resourceVersion, first.metadata.resourceVersion);
      const front = await ok(cluster, "DELETE", path, { propagationPolicy: "Foreground" });
      assertEquals(front.metadata.finalizers, ["example.org/hold", "foregroundDeletion"]);
      const labelled = await patch(cluster, "merge", path, { metadata: { labels: { a: "b" } } });
      assertEquals(labelled.body.metadata.labels, { a: "b" });
      const released = await patch(cluster, "merge", path, { metadata: { finalizers: null } });
      assertEquals([released.status, released.body.metadata.finalizers], [200, undefined]);
      assertEquals((await send(cluster, "GET", path)).status, 404);
    },
  },
  {
    name: "a deletion's options may stand in its query",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}/n`;
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      await ok(cluster, "DELETE", `${path}?dryRun=All`);
      await ok(cluster, "GET", path);
      const marked = await ok(cluster, "DELETE", `${path}?propagationPolicy=Foreground`);
      assertEquals(marked.metadata.finalizers, ["foregroundDeletion"]);
      await eventually(() => send(cluster, "GET", path), isGone);
    },
  },
  {
    name: "a dry run of a deletion deletes nothing",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("n"));
      const { details } = await ok(cluster, "DELETE", `${notebooksOf(cluster)}/n`, { dryRun: ["All"] });
      assertEquals(details.name, "n");
      assertEquals((await ok(cluster, "GET", `${notebooksOf(cluster)}/n`)).metadata.deletionTimestamp, undefined);
    },
  },
  {
    name: "a pod's grace can be cut short, not made longer",
    async run(cluster) {
      const path = `${podsOf(cluster)}/p`;
      await ok(cluster, "POST", podsOf(cluster), pod("p", { terminationGracePeriodSeconds: 30 }));
      await bind(cluster, "p");
      const grace = async (seconds: number) =>
        (await ok(cluster, "DELETE", path, { gracePeriodSeconds: seconds })).metadata.deletionGracePeriodSeconds;
      assertEquals(await grace(20), 20);
      assertEquals(await grace(60), 20);
      assertEquals(await grace(-1), 1);
      assertEquals(await grace(0), 0);
      assertEquals((await send(cluster, "GET", path)).status, 404);
    },
  },
];
