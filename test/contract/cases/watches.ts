import { assert, assertEquals } from "@std/assert";
import { accountsOf, eventAbout, eventsOf, notebook, notebooksOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, ok, patch, readWatch, watchUntil } from "../target.ts";

const INITIAL = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";

/** Asserts how a watch of notebooks is refused; a Status may come as the answer or as its only frame. */
async function refused(cluster: ContractTarget, query: string, code: number, words: string): Promise<void> {
  const [first] = await watchUntil(cluster, `${notebooksOf(cluster)}?watch=1&${query}`, isAny);
  const status = (first as Answer)?.kind === "Status" ? first as Answer : first?.object;
  assertEquals([status?.code, status?.message], [code, words], query);
}

const versionOf = async (cluster: ContractTarget, path: string): Promise<string> =>
  (await ok(cluster, "GET", path)).metadata.resourceVersion;

export const cases: ContractCase[] = [
  {
    name: "a watch from a resourceVersion carries what came after, in order",
    async run(cluster) {
      const path = notebooksOf(cluster);
      await ok(cluster, "POST", path, notebook("before"));
      const from = await versionOf(cluster, path);
      await ok(cluster, "POST", path, notebook("seen"));
      await patch(cluster, "merge", `${path}/seen`, { metadata: { labels: { a: "b" } } });
      await ok(cluster, "DELETE", `${path}/seen`);
      const frames = await watchUntil(cluster, `${path}?watch=1&resourceVersion=${from}`, (all) => all.length >= 3);
      assertEquals(frames.map((each) => each.type), ["ADDED", "MODIFIED", "DELETED"]);
      const versions = frames.map((each) => Number(each.object.metadata.resourceVersion));
      assert(versions[0] < versions[1] && versions[1] < versions[2], "resourceVersions grow, the removal's included");
      assertEquals(frames.map((each) => each.object.kind), ["Notebook", "Notebook", "Notebook"]);
    },
  },
  {
    name: "a watch without a resourceVersion begins with what exists",
    async run(cluster) {
      await ok(cluster, "POST", notebooksOf(cluster), notebook("there"));
      for (const query of ["watch=true", "watch=true&resourceVersion=0"]) {
        const [frame] = await watchUntil(cluster, `${notebooksOf(cluster)}?${query}`, (all) => all.length >= 1);
        assertEquals([frame.type, frame.object.metadata.name], ["ADDED", "there"]);
      }
    },
  },
  {
    name: "a watch of one namespace hears nothing of another, one of all namespaces hears both",
    async run(cluster) {
      const other = { ...cluster, namespace: `${cluster.namespace}-other` };
      await ok(cluster, "POST", "/api/v1/namespaces", { metadata: { name: other.namespace } });
      const from = await versionOf(cluster, notebooksOf(cluster));
      await ok(cluster, "POST", notebooksOf(other), notebook("theirs"));
      await ok(cluster, "POST", notebooksOf(cluster), notebook("ours"));
      const [own] = await watchUntil(cluster, `${notebooksOf(cluster)}?watch=1&resourceVersion=${from}`, isAny);
      assertEquals(own.object.metadata.name, "ours");
      const everywhere = `/apis/kubeflow.org/v1/notebooks?watch=1&resourceVersion=${from}`;
      const namesIn = (frames: { object: Answer }[]) => frames.map(({ object }) => object.metadata.name);
      const isBoth = (frames: { object: Answer }[]) =>
        ["ours", "theirs"].every((each) => namesIn(frames).includes(each));
      assert(isBoth(await watchUntil(cluster, everywhere, isBoth)));
    },
  },
  {
    name: "an object that begins to match a watch's selector is ADDED, one that ceases to is DELETED",
    async run(cluster) {
      const path = notebooksOf(cluster);
      const from = await versionOf(cluster, path);
      await ok(cluster, "POST", path, notebook("moving"));
      await patch(cluster, "merge", `${path}/moving`, { metadata: { labels: { a: "b" } } });
      await patch(cluster, "merge", `${path}/moving`, { metadata: { labels: { a: "c" } } });
      const watch = `${path}?watch=1&labelSelector=a%3Db&resourceVersion=${from}`;
      const frames = await watchUntil(cluster, watch, (all) => all.length >= 2);
      assertEquals(frames.map((each) => each.type), ["ADDED", "DELETED"]);
      assertEquals(frames[1].object.metadata.labels, { a: "b" });
    },
  },
  {
    name: "a watch by fields follows them: of one name, and of what pods are doing",
    async run(cluster) {
      const from = await versionOf(cluster, podsOf(cluster));
      for (const name of ["one", "two"]) await ok(cluster, "POST", podsOf(cluster), pod(name));
      await patch(cluster, "strategic", `${podsOf(cluster)}/two/status`, { status: { phase: "Running" } });
      const watch = (selector: string, count: number) =>
        watchUntil(
          cluster,
          `${podsOf(cluster)}?watch=1&resourceVersion=${from}&fieldSelector=${encodeURIComponent(selector)}`,
          (all) => all.length >= count,
        );
      assertEquals((await watch("metadata.name=two", 2)).map((each) => each.type), ["ADDED", "MODIFIED"]);
      const pending = await watch("status.phase=Pending", 3);
      assertEquals(pending.map(({ type, object }) => `${type} ${object.metadata.name}`), [
        ...["ADDED one", "ADDED two", "DELETED two"],
      ]);
    },
  },
  {
    name: "sendInitialEvents streams the list and marks its end",
    async run(cluster) {
      for (const name of ["a", "b"]) await ok(cluster, "POST", notebooksOf(cluster), notebook(name));
      const path = `${notebooksOf(cluster)}?${INITIAL}&allowWatchBookmarks=true`;
      const frames = await watchUntil(cluster, path, (all) => all.length >= 3);
      assertEquals(frames.map((each) => each.type), ["ADDED", "ADDED", "BOOKMARK"]);
      assertEquals(frames[2].object.metadata.annotations, { "k8s.io/initial-events-end": "true" });
      assertEquals([frames[2].object.kind, frames[2].object.apiVersion], ["Notebook", "kubeflow.org/v1"]);
      const end = Number(frames[2].object.metadata.resourceVersion);
      assert(frames.slice(0, 2).every(({ object }) => Number(object.metadata.resourceVersion) <= end));
    },
  },
  {
    name: "sendInitialEvents goes on with what changes, from where its end was marked",
    async run(cluster) {
      const path = `${notebooksOf(cluster)}?${INITIAL}&allowWatchBookmarks=true&labelSelector=a`;
      const labelled = { ...notebook("late"), metadata: { name: "late", labels: { a: "b" } } };
      const watching = watchUntil(cluster, path, (all) => all.length >= 2);
      await ok(cluster, "POST", notebooksOf(cluster), notebook("unlabelled"));
      await ok(cluster, "POST", notebooksOf(cluster), labelled);
      assertEquals(new Set((await watching).map((each) => each.type)), new Set(["ADDED", "BOOKMARK"]));
    },
  },
  {
    name: "Events, of which the server keeps no cache, have initial events too",
    async run(cluster) {
      await ok(cluster, "POST", eventsOf(cluster), eventAbout(cluster, "one"));
      const path = `${eventsOf(cluster)}?${INITIAL}&allowWatchBookmarks=true`;
      const frames = await watchUntil(cluster, path, (all) => all.some((each) => each.type === "BOOKMARK"));
      assertEquals(frames.map((each) => each.type), ["ADDED", "BOOKMARK"]);
    },
  },
  {
    name: "a bookmark comes shortly before a watch ends, with the resourceVersion to go on from",
    async run(cluster) {
      const from = await versionOf(cluster, notebooksOf(cluster));
      const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=4&resourceVersion=${from}`;
      const frames = await watchUntil(cluster, `${notebooksOf(cluster)}?${query}`, isAny);
      assertEquals(frames.map((each) => each.type), ["BOOKMARK"]);
      assert(Number(frames[0].object.metadata.resourceVersion) >= Number(from));
      assertEquals([frames[0].object.kind, frames[0].object.spec], ["Notebook", undefined]);
      const without = await readWatch(
        cluster,
        `${notebooksOf(cluster)}?watch=1&timeoutSeconds=3&resourceVersion=${from}`,
      );
      assertEquals(without, []);
    },
  },
  {
    name: "timeoutSeconds ends a watch",
    async run(cluster) {
      const begin = Date.now();
      const frames = await readWatch(cluster, `${accountsOf(cluster)}?watch=1&timeoutSeconds=1&resourceVersion=0`);
      assert(Date.now() - begin >= 900, "not before its time");
      assert(frames.every((each) => each.type === "ADDED"));
    },
  },
  {
    name: "a watch from before the server's memory is a 410 Expired",
    async run(cluster) {
      // Of a kind that was defined after the server's first write: a young server remembers all of its own kinds.
      await ok(cluster, "POST", notebooksOf(cluster), notebook("x"));
      const [first] = await watchUntil(cluster, `${notebooksOf(cluster)}?watch=1&resourceVersion=1`, isAny);
      const status = (first as Answer).kind === "Status" ? first as Answer : first.object;
      assertEquals([status.code, status.reason], [410, "Expired"]);
    },
  },
  {
    name: "a watch from a resourceVersion that is still to come waits without hurting anybody",
    async run(cluster) {
      const early = readWatch(cluster, `${notebooksOf(cluster)}?watch=1&timeoutSeconds=2&resourceVersion=999999999`);
      await ok(cluster, "POST", notebooksOf(cluster), notebook("meanwhile"));
      assertEquals(await early, []);
    },
  },
  {
    name: "a watch whose options make no sense is refused in Kubernetes' words",
    async run(cluster) {
      const options = 'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: ';
      const needed = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan";
      await refused(cluster, "sendInitialEvents=true", 422, options + needed);
      const alone = "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided";
      await refused(cluster, "resourceVersionMatch=NotOlderThan&resourceVersion=5", 422, options + alone);
      await refused(cluster, "fieldSelector=spec.x%3D1", 400, "field label not supported: spec.x");
      const initial = "sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
      const distant = `${notebooksOf(cluster)}?watch=1&${initial}&resourceVersion=999999999`;
      const [far] = await watchUntil(cluster, distant, isAny);
      const status = (far as Answer).kind === "Status" ? far as Answer : far.object;
      assertEquals([status.code, status.reason], [504, "Timeout"]);
      assertEquals(await readWatch(cluster, `${notebooksOf(cluster)}?watch=1&timeoutSeconds=1&${initial}`), []);
    },
  },
];

function isAny(frames: unknown[]): boolean {
  return frames.length > 0;
}
