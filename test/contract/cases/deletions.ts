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
  setsOf,
  statefulSet,
} from "../objects.ts";
import { type Answer, change, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

/** A real namespace controller waits 5 s before it begins, and up to 15 s more for what is held. */
const EMPTYING_MS = 40_000;

const isGone = (answer: { status: number }) => answer.status === 404;

const ownedBy = (owner: Answer, blockOwnerDeletion = true) => [{
  ...{ apiVersion: owner.apiVersion, kind: owner.kind, name: owner.metadata.name, uid: owner.metadata.uid },
  ...{ controller: true, blockOwnerDeletion },
}];

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
    name: "an object whose owner never existed is collected",
    async run(cluster) {
      const ghost = {
        apiVersion: "kubeflow.org/v1",
        kind: "Notebook",
        metadata: { name: "ghost", uid: crypto.randomUUID() },
      };
      await ok(cluster, "POST", accountsOf(cluster), account("orphan", { ownerReferences: ownedBy(ghost) }));
      await eventually(() => send(cluster, "GET", `${accountsOf(cluster)}/orphan`), isGone);
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
];
