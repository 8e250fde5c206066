import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  CLUSTER_ROLES,
  CONFIG_MAPS,
  EVENTS,
  isNotFound,
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  type Pod,
  PODS,
  SERVICES,
  STATEFUL_SETS,
  STOPPED_ANNOTATION,
} from "../../kube/mod.ts";
import { eventually, patchPodStatus, runPod, startCluster } from "./cluster.ts";

const KEY = { namespace: "demo", name: "train" };
const POD = { namespace: "demo", name: "train-0" };
const VIRTUAL_SERVICES = {
  group: "networking.istio.io",
  version: "v1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};

function notebook(image = "quay.io/jupyter/minimal-notebook:latest", name = KEY.name): Notebook {
  return {
    metadata: {
      name,
      namespace: KEY.namespace,
      annotations: { "notebooks.kubeflow.org/server-type": "jupyter" },
    },
    spec: { template: { spec: { containers: [{ name, image }] } } },
  };
}

const merge = { type: "merge" } as const;
const annotate = (client: KubeClient, annotations: Record<string, string | null>) =>
  client.patch(NOTEBOOKS, KEY, { metadata: { annotations } }, merge);

/** Waits for a state and answers the notebook. */
function inState(client: KubeClient, state: string, reason?: string, limitMs?: number): Promise<Notebook> {
  let seen: Notebook["status"];
  return eventually(`${state} ${reason ?? ""}`, async () => {
    const found = await client.get(NOTEBOOKS, KEY);
    seen = found.status;
    return seen?.state === state && (!reason || seen.explanation?.reason === reason) && found;
  }, limitMs).catch((error) => {
    throw new Error(`${error.message} Last: ${JSON.stringify(seen)}`);
  });
}

/** Waits for the pod, another one than `not`, on its node. */
function podBound(client: KubeClient, not?: string): Promise<Pod> {
  return eventually("a bound pod", async () => {
    const pod = await client.get(PODS, POD).catch(() => undefined);
    return pod?.spec?.nodeName !== undefined && pod.metadata.uid !== not && !pod.metadata.deletionTimestamp && pod;
  });
}

/** As a node does with a pod that is to go. */
async function endPod(client: KubeClient): Promise<void> {
  await eventually("a pod that is to go", async () => (await client.get(PODS, POD)).metadata.deletionTimestamp);
  await client.delete(PODS, POD, { gracePeriodSeconds: 0 });
}

async function settled(requests: string[]): Promise<void> {
  let before = -1;
  await eventually("silence", async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    const isSilent = before === requests.length;
    before = requests.length;
    return isSilent;
  });
}

async function running(client: KubeClient): Promise<Pod> {
  await client.create(NOTEBOOKS, notebook());
  const pod = await podBound(client);
  await runPod(client, pod);
  await inState(client, "RUNNING");
  return pod;
}

Deno.test("a tool that answers its first question at once is ready without having been said not to answer", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const over = new AbortController();
  const told: (string | undefined)[] = [];
  const watching = (async () => {
    for await (const { object } of client.watch(NOTEBOOKS, { namespace: KEY.namespace }, over.signal)) {
      told.push(object.status?.explanation?.reason);
    }
  })().catch(() => {});
  await client.create(NOTEBOOKS, notebook());
  const pod = await podBound(client);
  // So long after the last status that the next one is due at once.
  await settled(cluster.requests);
  await runPod(client, pod);
  await eventually("the last status", () => Promise.resolve(told.at(-1) === "Ready"));
  over.abort();
  await watching;
  assertEquals(told.filter((reason) => reason === "NotAnsweringYet"), []);
});

Deno.test("a notebook walks from accepted to running, and then nobody writes or asks anything", async () => {
  await using cluster = await startCluster();
  const { client, requests } = cluster;
  await cluster.startController();
  cluster.toolStatus = undefined;
  await client.create(NOTEBOOKS, notebook());
  await client.get(STATEFUL_SETS, KEY).catch(() => {});
  const pod = await podBound(client);
  await runPod(client, pod);
  await inState(client, "STARTING", "NotAnsweringYet");
  // The pod is Ready by Kubeflow's measure, and still nothing to connect to.
  const starting = await eventually("a ready replica", async () => {
    const found = await client.get(NOTEBOOKS, KEY);
    return found.status?.readyReplicas === 1 && found;
  });
  assertEquals(starting.status?.state, "STARTING");
  assertEquals(starting.status?.url, undefined);
  cluster.toolStatus = 200;
  const ready = await inState(client, "RUNNING", "Ready");
  assertEquals(ready.status?.url, "/notebook/demo/train/");
  assertEquals(cluster.probes.at(-1), "/notebook/demo/train/api/kernels");
  assertEquals((await client.get(SERVICES, KEY)).spec?.ports?.[0].targetPort, 8888);
  const route = await client.get(VIRTUAL_SERVICES, { namespace: "demo", name: "notebook-demo-train" });
  assertEquals(route.metadata.ownerReferences?.[0].uid, ready.metadata.uid);

  await settled(requests);
  const [asked, probed] = [requests.length, cluster.probes.length];
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  // Once, 5 s after it began to work, it looks for routes that another ROUTES left behind.
  assertEquals(requests.slice(asked).filter((each) => !each.endsWith("/httproutes")), []);
  assertEquals(cluster.probes.length, probed);
});

Deno.test("a restarted controller writes nothing, and the notebook never leaves running", async () => {
  await using cluster = await startCluster();
  const stop = await cluster.startController();
  await running(cluster.client);
  await settled(cluster.requests);
  await stop();
  const before = await cluster.client.get(NOTEBOOKS, KEY);
  cluster.requests.length = 0;
  await cluster.startController();
  await settled(cluster.requests);
  assertEquals(cluster.requests.filter((each) => !each.startsWith("GET")), []);
  const after = await cluster.client.get(NOTEBOOKS, KEY);
  assertEquals(after.metadata.resourceVersion, before.metadata.resourceVersion);
});

Deno.test("stop scales to nothing, start brings it back", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const pod = await running(client);
  await annotate(client, { [STOPPED_ANNOTATION]: "2026-11-23T12:00:00Z", "atelier.dev/stopped-by": "alice" });
  await inState(client, "STOPPING");
  await endPod(client);
  const stopped = await inState(client, "STOPPED");
  assertEquals(stopped.status?.explanation?.message, "Stopped by alice, 2026-11-23T12:00:00Z. Files are lost.");
  assertEquals(stopped.status?.readyReplicas, 0);
  await annotate(client, { [STOPPED_ANNOTATION]: null, "atelier.dev/stopped-by": null });
  const next = await podBound(client, pod.metadata.uid);
  await runPod(client, next, new Date(Date.now() + 1_000));
  await inState(client, "RUNNING");
});

Deno.test("the wrong image, then the right one, without stop and start", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  await client.create(NOTEBOOKS, notebook("example.com/nothing"));
  const pod = await podBound(client);
  const waiting = { reason: "ErrImagePull", message: "rpc error: code = NotFound desc = not found" };
  const container = { name: "train", image: "example.com/nothing", imageID: "", ready: false, restartCount: 0 };
  await patchPodStatus(client, pod, {
    phase: "Pending",
    containerStatuses: [{ ...container, state: { waiting }, lastState: {} }],
  });
  await inState(client, "FAILED", "ImageNotFound");
  await client.patch(NOTEBOOKS, KEY, { spec: notebook().spec }, merge);
  await endPod(client);
  const next = await podBound(client, pod.metadata.uid);
  assertEquals(next.spec?.containers[0].image, "quay.io/jupyter/minimal-notebook:latest");
  await runPod(client, next);
  await inState(client, "RUNNING");
});

Deno.test("a label edit is held: the pod and the template's revision stay, and the status says what is pending", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const pod = await running(client);
  const set = await client.get(STATEFUL_SETS, KEY);
  await client.patch(NOTEBOOKS, KEY, { metadata: { labels: { course: "ml" } } }, merge);
  const pending = await inState(client, "RUNNING", "ReadyRestartPending");
  assertEquals(pending.status?.explanation?.parameters, { changes: "labels" });
  assertEquals((await client.get(STATEFUL_SETS, KEY)).metadata.generation, set.metadata.generation);
  assertEquals((await client.get(PODS, POD)).metadata.uid, pod.metadata.uid);
  // The next start applies it.
  await annotate(client, { [STOPPED_ANNOTATION]: "now" });
  await endPod(client);
  await inState(client, "STOPPED");
  await annotate(client, { [STOPPED_ANNOTATION]: null });
  const next = await podBound(client, pod.metadata.uid);
  assertEquals(next.metadata.labels?.course, "ml");
});

Deno.test("an edit of the spec is applied at once, and is never running before its pod is", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const pod = await running(client);
  await client.patch(NOTEBOOKS, KEY, { spec: notebook("quay.io/jupyter/scipy-notebook").spec }, merge);
  await inState(client, "RESTARTING", "Replacing");
  await endPod(client);
  const next = await podBound(client, pod.metadata.uid);
  assertEquals(next.spec?.containers[0].image, "quay.io/jupyter/scipy-notebook");
});

Deno.test("a restart is acted on once, and recorded", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const pod = await running(client);
  const at = new Date(Date.now() + 1_000).toISOString();
  await annotate(client, { "atelier.dev/restart-requested-at": at });
  const restarting = await inState(client, "RESTARTING", "RestartRequested");
  assertEquals(restarting.status?.actedOn?.restartRequestedAt, at);
  await endPod(client);
  const next = await podBound(client, pod.metadata.uid);
  await runPod(client, next, new Date(Date.now() + 2_000));
  await inState(client, "RUNNING");
  assertEquals((await client.get(PODS, POD)).metadata.uid, next.metadata.uid);
});

Deno.test("a Service of a namesake is left alone, and the notebook says that its name is taken", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  await cluster.startController();
  const spec = { selector: { app: "board" }, ports: [{ port: 80 }] };
  await client.create(SERVICES, { metadata: KEY, spec });
  await client.create(NOTEBOOKS, notebook());
  const failed = await inState(client, "FAILED", "NameTaken");
  assertEquals(failed.status?.conditions.find((each) => each.type === "NameTaken")?.status, "True");
  assertEquals((await client.get(SERVICES, KEY)).spec?.selector, { app: "board" });
  await client.delete(SERVICES, KEY);
  await podBound(client);
});

Deno.test("a ConfigMap that somebody has in the place of ours is left as it is; the notebook starts without, and says so", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  const name = "atelier-jupyter";
  const file = "jupyter_server_config.py";
  const theirs = { metadata: { namespace: KEY.namespace, name }, data: { [file]: "# mine" } };
  await client.create(CONFIG_MAPS, theirs as never);
  await cluster.startController();
  await client.create(NOTEBOOKS, notebook());
  const pod = await podBound(client);
  assertEquals(pod.spec?.volumes?.filter((each) => each.configMap), []);
  await runPod(client, pod);
  const { status } = await inState(client, "RUNNING");
  const { message = "" } = status?.conditions.find((each) => each.type === "NameTaken") ?? {};
  assertStringIncludes(message, `ConfigMap ${name} exists and belongs to something else`);
  const left = await client.get(CONFIG_MAPS, theirs.metadata);
  assertEquals([left.data, left.metadata.labels], [theirs.data, undefined]);
});

Deno.test("of our own ConfigMap what an earlier version of us wrote is replaced", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  const metadata = { namespace: KEY.namespace, name: "atelier-jupyter" };
  const data = { "jupyter_server_config.py": "# older", "gone.py": "# of an earlier version" };
  await client.apply(CONFIG_MAPS, { metadata, data } as never, { fieldManager: "atelier-controller", force: true });
  await cluster.startController();
  await running(client);
  const { data: now = {} } = await client.get(CONFIG_MAPS, metadata);
  assertEquals(Object.keys(now).toSorted(), ["jupyter_notebook_config.py", "jupyter_server_config.py"]);
  assertStringIncludes(now["jupyter_server_config.py"], "NB_PREFIX");
});

Deno.test("what the apiserver refuses is explained, and not tried again while nothing changes", async () => {
  await using cluster = await startCluster();
  const { client, requests } = cluster;
  await cluster.startController();
  const role = await client.get(CLUSTER_ROLES, { name: "atelier-controller" });
  const rules = role.rules!.map((rule) =>
    rule.resources?.includes("statefulsets") ? { ...rule, verbs: ["get", "list", "watch"] } : rule
  );
  await client.patch(CLUSTER_ROLES, { name: "atelier-controller" }, { rules }, merge);
  await client.create(NOTEBOOKS, notebook());
  // Told after five seconds only: an apiserver that starts forbids everything for a while.
  const failed = await inState(client, "FAILED", "RefusedByPolicy", 20_000);
  assertEquals(failed.status?.conditions.find((each) => each.type === "ChildRefused")?.reason, "Forbidden");
  await settled(requests);
  const before = requests.length;
  await client.patch(NOTEBOOKS, KEY, { metadata: { labels: { course: "ml" } } }, merge);
  await eventually("another try", () => Promise.resolve(requests.length > before));
  await settled(requests);
  assertEquals(requests.slice(before).filter((each) => each.includes("statefulsets")).length, 1);
});

Deno.test("without a kind of route everything else works, and one condition says so", async () => {
  await using cluster = await startCluster({ withRoutes: false });
  await cluster.startController();
  await running(cluster.client);
  const found = await cluster.client.get(NOTEBOOKS, KEY);
  const conditions = found.status!.conditions.filter((each) => each.type === "RouteUnavailable");
  assertEquals(conditions.map((each) => each.status), ["True"]);
});

Deno.test("Events of StatefulSet and pod are told on the notebook, each once, over a restart of the controller", async () => {
  await using cluster = await startCluster();
  const { client } = cluster;
  const stop = await cluster.startController();
  const pod = await running(client);
  const mirrors = async () => {
    const { items } = await client.list(EVENTS, { namespace: "demo" });
    return items.filter((each) => each.involvedObject.kind === "Notebook");
  };
  const told = await eventually("a mirror", async () => (await mirrors()).length > 0 && await mirrors());
  assert(told.every((each) => each.message?.startsWith("Reissued from ")));
  await stop();
  await cluster.startController();
  await settled(cluster.requests);
  const names = (await mirrors()).map((each) => each.message);
  assertEquals(new Set(names).size, names.length);
  assertEquals(pod.metadata.name, "train-0");
});

Deno.test("a deleted notebook leaves nothing behind, and nothing is made again", async () => {
  await using cluster = await startCluster();
  const { client, requests } = cluster;
  await cluster.startController();
  await running(client);
  await settled(requests);
  requests.length = 0;
  await client.delete(NOTEBOOKS, KEY, { propagationPolicy: "Foreground" });
  await endPod(client).catch(() => {});
  await eventually("an end", async () => {
    const found = await client.get(NOTEBOOKS, KEY).catch((error) =>
      isNotFound(error) ? undefined : Promise.reject(error)
    );
    return found === undefined;
  });
  await settled(requests);
  const { items } = await client.list(STATEFUL_SETS, { namespace: "demo" });
  assertEquals(items.length, 0);
  assertEquals(requests.filter((each) => each.startsWith("PATCH") && !each.endsWith("/status")), []);
});
