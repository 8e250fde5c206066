import { assert, assertEquals } from "@std/assert";
import { untilCollectorHasSeen } from "../garbage_collector.ts";
import { account, accountsOf, notebook, notebooksOf, ownedBy, service, servicesOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok, patch, send } from "../target.ts";

const CLUSTER_ROLES = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

const makeNotebook = (cluster: ContractTarget, name: string) =>
  ok(cluster, "POST", notebooksOf(cluster), notebook(name));

/** A ServiceAccount with these owners. */
const makeChild = (cluster: ContractTarget, name: string, ownerReferences: Answer, more: Answer = {}) =>
  ok(cluster, "POST", accountsOf(cluster), account(name, { ownerReferences, ...more }));

async function untilGone(cluster: ContractTarget, path: string): Promise<void> {
  await eventually(() => send(cluster, "GET", path), ({ status }) => status === 404);
}

/** Asserts that nobody collects a ServiceAccount while another one, made after it to be collected, goes. */
async function staysWhileGarbageGoes(cluster: ContractTarget, path: string): Promise<void> {
  await untilCollectorHasSeen(cluster, accountsOf(cluster), account("garbage"));
  await ok(cluster, "GET", path);
}

export const cases: ContractCase[] = [
  {
    name: "an object whose owner never existed is collected",
    async run(cluster) {
      const metadata = { name: "ghost", uid: crypto.randomUUID() };
      await makeChild(cluster, "orphan", ownedBy({ apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata }));
      await untilGone(cluster, `${accountsOf(cluster)}/orphan`);
    },
  },
  {
    name: "an object with two owners loses the reference to the one that goes, and goes with the last",
    async run(cluster) {
      const [one, two] = [await makeNotebook(cluster, "one"), await makeNotebook(cluster, "two")];
      const references = [one, two].flatMap((each) => ownedBy(each)).map((each) => ({ ...each, controller: false }));
      await makeChild(cluster, "child", references);
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/one`);
      const path = `${accountsOf(cluster)}/child`;
      const left = await eventually(
        () => ok(cluster, "GET", path),
        ({ metadata }) => metadata.ownerReferences.length === 1,
      );
      assertEquals(left.metadata.ownerReferences[0].name, "two");
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/two`);
      await untilGone(cluster, path);
    },
  },
  {
    name: "what the dependants own goes with them",
    async run(cluster) {
      const owner = await makeNotebook(cluster, "owner");
      const body = service("child");
      body.metadata.ownerReferences = ownedBy(owner);
      const child = await ok(cluster, "POST", servicesOf(cluster), body);
      await makeChild(cluster, "grandchild", ownedBy({ ...child, apiVersion: "v1", kind: "Service" }));
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/owner`);
      await untilGone(cluster, `${servicesOf(cluster)}/child`);
      await untilGone(cluster, `${accountsOf(cluster)}/grandchild`);
    },
  },
  {
    name: "a new object of its owner's name does not keep a dependant",
    async run(cluster) {
      await makeChild(cluster, "child", ownedBy(await makeNotebook(cluster, "again")));
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/again`);
      await makeNotebook(cluster, "again");
      await untilGone(cluster, `${accountsOf(cluster)}/child`);
    },
  },
  {
    name: "an owner counts in any of its versions",
    async run(cluster) {
      const owner = await makeNotebook(cluster, "owner");
      await makeChild(cluster, "child", ownedBy({ ...owner, apiVersion: "kubeflow.org/v1beta1" }));
      await staysWhileGarbageGoes(cluster, `${accountsOf(cluster)}/child`);
    },
  },
  {
    name: "a uid under another name, kind or namespace is no owner",
    async run(cluster) {
      const owner = await makeNotebook(cluster, "owner");
      await makeChild(cluster, "named", ownedBy({ ...owner, metadata: { ...owner.metadata, name: "other" } }));
      await untilGone(cluster, `${accountsOf(cluster)}/named`);
      await makeChild(cluster, "kind", ownedBy({ ...owner, apiVersion: "v1", kind: "Service" }));
      await untilGone(cluster, `${accountsOf(cluster)}/kind`);
      const other = { ...cluster, namespace: `${cluster.namespace}-other` };
      await ok(cluster, "POST", "/api/v1/namespaces", { metadata: { name: other.namespace } });
      await makeChild(other, "far", ownedBy(owner));
      await untilGone(cluster, `${accountsOf(other)}/far`);
      await ok(cluster, "GET", `${notebooksOf(cluster)}/owner`);
    },
  },
  {
    name: "an object of the cluster may own one of a namespace",
    async run(cluster) {
      const { namespace } = cluster;
      const role = await ok(cluster, "POST", CLUSTER_ROLES, { metadata: { name: namespace }, rules: [] });
      const identity = { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" };
      await makeChild(cluster, "child", ownedBy({ ...role, ...identity }));
      await staysWhileGarbageGoes(cluster, `${accountsOf(cluster)}/child`);
      await ok(cluster, "DELETE", `${CLUSTER_ROLES}/${namespace}`);
      await untilGone(cluster, `${accountsOf(cluster)}/child`);
    },
  },
  {
    name: "a foreground deletion does not wait for dependants that do not block it",
    async run(cluster) {
      const owner = await makeNotebook(cluster, "owner");
      const references = ownedBy(owner).map((each) => ({ ...each, blockOwnerDeletion: false }));
      await makeChild(cluster, "child", references, { finalizers: ["example.org/hold"] });
      await ok(cluster, "DELETE", `${notebooksOf(cluster)}/owner`, { propagationPolicy: "Foreground" });
      await untilGone(cluster, `${notebooksOf(cluster)}/owner`);
      const path = `${accountsOf(cluster)}/child`;
      await eventually(() => ok(cluster, "GET", path), ({ metadata }) => metadata.deletionTimestamp !== undefined);
      await patch(cluster, "merge", path, { metadata: { finalizers: null } });
      await untilGone(cluster, path);
    },
  },
  {
    name: "orphaning keeps the dependants and takes their reference away",
    async run(cluster) {
      await makeChild(cluster, "child", ownedBy(await makeNotebook(cluster, "owner")));
      await untilCollectorHasSeen(cluster, accountsOf(cluster), account("garbage"));
      const marked = await ok(cluster, "DELETE", `${notebooksOf(cluster)}/owner`, { propagationPolicy: "Orphan" });
      assertEquals(marked.metadata.finalizers, ["orphan"]);
      assert(marked.metadata.deletionTimestamp);
      await untilGone(cluster, `${notebooksOf(cluster)}/owner`);
      assertEquals((await ok(cluster, "GET", `${accountsOf(cluster)}/child`)).metadata.ownerReferences, undefined);
    },
  },
  {
    name: "the older way to ask for orphans means the same, in the body and in the query",
    async run(cluster) {
      for (
        const [name, body, query] of [["a", { orphanDependents: true }, ""], ["b", undefined, "?orphanDependents=true"]]
      ) {
        await makeChild(cluster, `child-${name}`, ownedBy(await makeNotebook(cluster, String(name))));
        await untilCollectorHasSeen(cluster, accountsOf(cluster), account("garbage"));
        await ok(cluster, "DELETE", `${notebooksOf(cluster)}/${name}${query}`, body);
        await untilGone(cluster, `${notebooksOf(cluster)}/${name}`);
        await ok(cluster, "GET", `${accountsOf(cluster)}/child-${name}`);
      }
    },
  },
];
