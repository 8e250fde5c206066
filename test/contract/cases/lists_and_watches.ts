import { assert, assertEquals } from "@std/assert";
import { accountsOf, eventsOf, notebook, notebooksOf, pod, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, ok, patch, send, watchUntil } from "../target.ts";

const namesOf = (list: Answer): string[] => list.items.map((each: Answer) => each.metadata.name);

export const cases: ContractCase[] = [
  {
    name: "lists come in pages that show one moment",
    async run(cluster) {
      const path = notebooksOf(cluster);
      for (const name of ["a", "b", "c", "d", "e"]) await ok(cluster, "POST", path, notebook(name));
      const first = await ok(cluster, "GET", `${path}?limit=2`);
      assertEquals(namesOf(first), ["a", "b"]);
      await ok(cluster, "DELETE", `${path}/d`);
      const rest = await ok(cluster, "GET", `${path}?limit=5&continue=${encodeURIComponent(first.metadata.continue)}`);
      assertEquals(namesOf(rest), ["c", "d", "e"]);
      assertEquals(rest.metadata.resourceVersion, first.metadata.resourceVersion);
      assertEquals(rest.metadata.continue ?? "", "");
    },
  },
  {
    name: "labels and fields select",
    async run(cluster) {
      for (const [name, labels] of Object.entries({ a: { app: "x", tier: "1" }, b: { app: "y" }, c: {} })) {
        await ok(cluster, "POST", podsOf(cluster), { ...pod(name), metadata: { name, labels } });
      }
      const select = async (query: string) => namesOf(await ok(cluster, "GET", `${podsOf(cluster)}?${query}`)).join();
      const byLabel = (selector: string) => select(`labelSelector=${encodeURIComponent(selector)}`);
      assertEquals(await byLabel("app=x"), "a");
      assertEquals(await byLabel("app!=x"), "b,c");
      assertEquals(await byLabel("app in (x, y),tier"), "a");
      assertEquals(await byLabel("app notin (x)"), "b,c");
      assertEquals(await byLabel("!app"), "c");
      assertEquals(await select("fieldSelector=metadata.name%3Db"), "b");
      assertEquals(await select("fieldSelector=spec.nodeName%3D"), "a,b,c");
      assertEquals(await select("fieldSelector=status.phase!%3DPending"), "");
      const { status, body } = await send(cluster, "GET", `${podsOf(cluster)}?fieldSelector=spec.nonsense%3D1`);
      assertEquals([status, body.reason], [400, "BadRequest"]);
    },
  },
  {
    name: "Events are selected by the object that they are about",
    async run(cluster) {
      const { namespace } = cluster;
      for (const name of ["one", "two"]) {
        await ok(cluster, "POST", eventsOf(cluster), {
          metadata: { name: `${name}.1` },
          involvedObject: { apiVersion: "v1", kind: "Pod", name, namespace, uid: `uid-${name}` },
          ...{ reason: "Pulled", message: "pulled", type: "Normal" },
        });
      }
      const selector = encodeURIComponent(`involvedObject.name=one,involvedObject.kind=Pod,involvedObject.uid=uid-one`);
      assertEquals(namesOf(await ok(cluster, "GET", `${eventsOf(cluster)}?fieldSelector=${selector}`)), ["one.1"]);
    },
  },
  {
    name: "a watch from a resourceVersion carries what came after, in order",
    async run(cluster) {
      const path = notebooksOf(cluster);
      await ok(cluster, "POST", path, notebook("before"));
      const { metadata: { resourceVersion } } = await ok(cluster, "GET", path);
      await ok(cluster, "POST", path, notebook("seen"));
      await patch(cluster, "merge", `${path}/seen`, { metadata: { labels: { a: "b" } } });
      await ok(cluster, "DELETE", `${path}/seen`);
      const frames = await watchUntil(
        cluster,
        `${path}?watch=1&resourceVersion=${resourceVersion}`,
        (all) => all.length >= 3,
      );
      assertEquals(frames.map((each) => each.type), ["ADDED", "MODIFIED", "DELETED"]);
      const versions = frames.map((each) => Number(each.object.metadata.resourceVersion));
      assert(versions[0] < versions[1] && versions[1] < versions[2], "resourceVersions grow, the removal's included");
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
    name: "an object that begins to match a watch's selector is ADDED, one that ceases to is DELETED",
    async run(cluster) {
      const path = notebooksOf(cluster);
      const { metadata: { resourceVersion } } = await ok(cluster, "GET", path);
      await ok(cluster, "POST", path, notebook("moving"));
      await patch(cluster, "merge", `${path}/moving`, { metadata: { labels: { a: "b" } } });
      await patch(cluster, "merge", `${path}/moving`, { metadata: { labels: { a: "c" } } });
      const watch = `${path}?watch=1&labelSelector=a%3Db&resourceVersion=${resourceVersion}`;
      const frames = await watchUntil(cluster, watch, (all) => all.length >= 2);
      assertEquals(frames.map((each) => each.type), ["ADDED", "DELETED"]);
      assertEquals(frames[1].object.metadata.labels, { a: "b" });
    },
  },
  {
    name: "sendInitialEvents streams the list and marks its end",
    async run(cluster) {
      for (const name of ["a", "b"]) await ok(cluster, "POST", notebooksOf(cluster), notebook(name));
      const query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
      const frames = await watchUntil(cluster, `${notebooksOf(cluster)}?${query}`, (all) => all.length >= 3);
      assertEquals(frames.map((each) => each.type), ["ADDED", "ADDED", "BOOKMARK"]);
      assertEquals(frames[2].object.metadata.annotations, { "k8s.io/initial-events-end": "true" });
      assertEquals([frames[2].object.kind, frames[2].object.apiVersion], ["Notebook", "kubeflow.org/v1"]);
      const { status } = await send(cluster, "GET", `${notebooksOf(cluster)}?watch=1&sendInitialEvents=true`);
      assertEquals(status, 422);
    },
  },
  {
    name: "timeoutSeconds ends a watch",
    async run(cluster) {
      const begin = Date.now();
      const frames = await watchUntil(
        cluster,
        `${accountsOf(cluster)}?watch=1&timeoutSeconds=1&resourceVersion=0`,
        () => false,
      );
      assert(Date.now() - begin >= 900, "not before its time");
      assert(frames.every((each) => each.type === "ADDED"));
    },
  },
  {
    name: "a watch from before the server's memory is a 410 Expired",
    async run(cluster) {
      // Of a kind that was defined after the server's first write: a young server remembers all of its own kinds.
      await ok(cluster, "POST", notebooksOf(cluster), notebook("x"));
      const response = await cluster.fetch(`${notebooksOf(cluster)}?watch=1&resourceVersion=1`, {
        signal: AbortSignal.timeout(5000),
      });
      const first = JSON.parse((await response.text()).split("\n")[0]);
      const status = first.type === "ERROR" ? first.object : first;
      assertEquals([status.code, status.reason], [410, "Expired"]);
    },
  },
];
