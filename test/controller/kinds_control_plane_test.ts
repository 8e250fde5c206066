import { assert, assertEquals } from "@std/assert";
import {
  CONFIG_MAPS,
  DEPLOYMENTS,
  isNotFound,
  type KubeClient,
  NODES,
  type Notebook,
  NOTEBOOKS,
  type Pod,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type ResourceType,
  RESTART_ANNOTATION,
  SERVER_TYPE_ANNOTATION,
  SERVICES,
  STOPPED_ANNOTATION,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "./kinds_world.ts";

const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const key = (name: string) => ({ namespace: NAMESPACE, name });

const makeViewer = (admin: KubeClient, name: string, pvc = name) =>
  admin.create(PVC_VIEWERS, { metadata: key(name), spec: { pvc } } as PvcViewer);
const makeTensorboard = (admin: KubeClient, name: string, logspath: string) =>
  admin.create(TENSORBOARDS, { metadata: key(name), spec: { logspath } } as Tensorboard);

const sized = (name: string, cpu: string) => ({
  name,
  image: "example.org/jupyter",
  resources: { requests: { cpu } },
});

function makeNotebook(admin: KubeClient, name: string, claimName: string, spec = {}): Promise<Notebook> {
  const volumes = [{ name: "work", persistentVolumeClaim: { claimName } }];
  const podSpec = { containers: [{ name, image: "example.org/jupyter" }], volumes, ...spec };
  return admin.create(NOTEBOOKS, { metadata: key(name), spec: { template: { spec: podSpec } } } as Notebook);
}

async function inState(admin: KubeClient, type: ResourceType, name: string, state: string) {
  return await waitFor(`${name} is ${state}`, async () => {
    const found = await admin.get(type, key(name)) as PvcViewer;
    return found.status?.state === state && found;
  }, PATIENCE);
}

async function podOf(admin: KubeClient, start: string): Promise<Pod | undefined> {
  const { items } = await admin.list(PODS, { namespace: NAMESPACE });
  return items.find((each) => each.metadata.name.startsWith(start) && !each.metadata.deletionTimestamp);
}

const nodeOf = async (admin: KubeClient, start: string) => (await podOf(admin, start))?.spec?.nodeName;

Deno.test("Tensorboards and PVCViewers on a real control plane", async (t) => {
  await using world = await startKindsWorld(["n1", "n2"]);
  const { admin } = world;
  for (const name of ["logs", "data", "shared", "moved"]) await makeClaim(admin, name);
  await makeClaim(admin, "single", { mode: "ReadWriteOncePod" });
  await world.startController();

  await t.step("a new Tensorboard gets its Deployment, its Service and its route, and runs", async () => {
    await makeTensorboard(admin, "runs", "pvc://logs/a");
    const { status } = await inState(admin, TENSORBOARDS, "runs", "RUNNING");
    assertEquals(status?.url, "/tensorboard/team/runs/");
    const { spec } = await admin.get(SERVICES, key("runs"));
    assertEquals(spec?.ports?.[0].targetPort, 6006);
    await admin.get(VIRTUAL_SERVICES, key("runs"));
  });

  await t.step("it stops and starts by the annotation", async () => {
    const annotate = (value: string | null) =>
      admin.patch(TENSORBOARDS, key("runs"), { metadata: { annotations: { [STOPPED_ANNOTATION]: value } } }, {
        type: "merge",
      });
    await annotate("2026-11-23T10:00:00Z");
    await inState(admin, TENSORBOARDS, "runs", "STOPPED");
    assertEquals(await podOf(admin, "runs-"), undefined);
    await annotate(null);
    await inState(admin, TENSORBOARDS, "runs", "RUNNING");
  });

  await t.step("a restart is acted on once, by another pod", async () => {
    const before = await podOf(admin, "runs-");
    const annotations = { [RESTART_ANNOTATION]: new Date(Date.now() + 1_000).toISOString() };
    await admin.patch(TENSORBOARDS, key("runs"), { metadata: { annotations } }, { type: "merge" });
    const after = await waitFor("another pod", async () => {
      const pod = await podOf(admin, "runs-");
      return pod?.metadata.uid !== before?.metadata.uid && pod?.status?.phase === "Running" && pod;
    }, PATIENCE);
    const { status } = await inState(admin, TENSORBOARDS, "runs", "RUNNING");
    assertEquals(status?.actedOn, { restartRequestedAt: annotations[RESTART_ANNOTATION] });
    assertEquals((await podOf(admin, "runs-"))?.metadata.uid, after.metadata.uid);
  });

  await t.step("a viewer of a claim alone gets children of its own names, and runs", async () => {
    await makeViewer(admin, "data");
    await inState(admin, PVC_VIEWERS, "data", "RUNNING");
    // The Deployment tells of its pod a moment after the pod does.
    const status = await waitFor("the viewer is ready", async () => {
      const { status } = await admin.get(PVC_VIEWERS, key("data"));
      return status?.ready && status;
    }, PATIENCE);
    assertEquals(status.url, "/volumes/devices/team/data/");
    assert(status.containerState?.running);
    await admin.get(SERVICES, key("pvcviewer-data"));
    await admin.get(VIRTUAL_SERVICES, key("pvcviewer-data"));
  });

  await t.step("however a viewer writes its amounts, ports and environment, nobody writes again", async () => {
    const container = {
      name: "main",
      image: "example.org/files",
      ports: [{ containerPort: 8080 }],
      env: [{ name: "EMPTY", value: "" }, { name: "SET", value: "1" }],
      command: [],
      resources: { requests: { cpu: "0.1", memory: "0.5Gi" }, limits: { cpu: "1000m", memory: "1024Mi" } },
      readinessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 0 },
      volumeMounts: [{ name: "viewer-volume", mountPath: "/srv", readOnly: false }],
      securityContext: {},
      imagePullPolicy: "",
      terminationMessagePolicy: "",
    };
    const podSpec = {
      containers: [container],
      volumes: [{ name: "viewer-volume", persistentVolumeClaim: { claimName: "odd" } }, { name: "tmp", emptyDir: {} }],
      tolerations: [],
      nodeSelector: {},
      ...{ restartPolicy: "", dnsPolicy: "", schedulerName: "", imagePullSecrets: [{}, { name: "pull" }] },
      ...{ serviceAccountName: "default-editor", serviceAccount: "default" },
      hostAliases: [{ ip: "10.0.0.1", hostnames: ["a"] }, { ip: "10.0.0.1", hostnames: ["b"] }],
    };
    const networking = { targetPort: 8080, basePrefix: "/pvcviewers", rewrite: "", timeout: "30s" };
    await makeClaim(admin, "odd");
    const spec = { pvc: "odd", podSpec, networking };
    await admin.create(PVC_VIEWERS, { metadata: key("odd"), spec } as unknown as PvcViewer);
    await inState(admin, PVC_VIEWERS, "odd", "RUNNING");
    const versions = async () => {
      const name = "pvcviewer-odd";
      const found = await Promise.all([
        admin.get(DEPLOYMENTS, key(name)),
        admin.get(SERVICES, key(name)),
        admin.get(VIRTUAL_SERVICES, key(name)),
        admin.get(PVC_VIEWERS, key("odd")),
      ]);
      return found.map((each) => each.metadata.resourceVersion).join();
    };
    await waitFor("silence", async () => {
      const before = await versions();
      await sleep(1_500);
      return before === await versions();
    }, { timeoutMs: 10_000, everyMs: 0 });
    const { conditions } = (await admin.get(PVC_VIEWERS, key("odd"))).status!;
    assertEquals(conditions?.find((each) => each.type === "RestartPending"), undefined);
  });

  await t.step(
    "a viewer that asks for no networking any more loses its Service and its route, and runs on",
    async () => {
      const before = await podOf(admin, "pvcviewer-odd");
      await admin.patch(PVC_VIEWERS, key("odd"), { spec: { networking: null } }, { type: "merge" });
      for (const type of [SERVICES, VIRTUAL_SERVICES]) {
        const isGone = () => admin.get(type, key("pvcviewer-odd")).then(() => false, isNotFound);
        await waitFor(`the ${type.kind} is gone`, isGone, PATIENCE);
      }
      // The status is written a moment after.
      await waitFor("it runs without an address", async () => {
        const { status } = await admin.get(PVC_VIEWERS, key("odd"));
        return status?.state === "RUNNING" && status.url === undefined;
      }, PATIENCE);
      assertEquals((await podOf(admin, "pvcviewer-odd"))?.metadata.uid, before?.metadata.uid);
    },
  );

  await t.step(
    "a viewer whose networking no gateway takes is reached all the same, and nobody writes again",
    async () => {
      const networking = { targetPort: 0, basePrefix: "no-slash", timeout: "soon" };
      await admin.patch(PVC_VIEWERS, key("odd"), { spec: { networking } }, { type: "merge" });
      const said = await waitFor("what is not followed is said", async () => {
        const { status } = await admin.get(PVC_VIEWERS, key("odd"));
        return status?.conditions?.find((each) => each.type === "NetworkingRefused")?.message;
      }, PATIENCE);
      assert(said.includes("basePrefix") && said.includes("timeout"), said);
      await waitFor("it is reached", async () => {
        return (await admin.get(PVC_VIEWERS, key("odd"))).status?.url === "/volumes/devices/team/odd/";
      }, PATIENCE);
      const { conditions } = (await admin.get(PVC_VIEWERS, key("odd"))).status!;
      assertEquals(conditions?.find((each) => each.type === "AnotherController"), undefined);
    },
  );

  await t.step("what keeps a pod off a machine is named, which a scheduler does not", async () => {
    await admin.patch(NODES, { name: "n1" }, {
      spec: { taints: [{ key: "dedicated", value: "ml", effect: "NoSchedule" }] },
    }, { type: "merge" });
    await makeNotebook(admin, "tainted", "odd", { nodeSelector: { "kubernetes.io/hostname": "n1" }, volumes: [] });
    const { status } = await inState(admin, NOTEBOOKS, "tainted", "WAITING");
    await admin.patch(NODES, { name: "n1" }, { spec: { taints: null } }, { type: "merge" });
    assert(
      status?.explanation?.message.includes("1 of 2 is reserved for others (dedicated=ml)"),
      JSON.stringify(status),
    );
    await inState(admin, NOTEBOOKS, "tainted", "RUNNING");
    await admin.delete(NOTEBOOKS, key("tainted"));
  });

  await t.step("a viewer that is wrong says so in the words of the old webhook, and has no children", async () => {
    await makeViewer(admin, "wrong", "");
    const { status } = await inState(admin, PVC_VIEWERS, "wrong", "FAILED");
    const ready = status?.conditions?.find((each) => each.type === "Ready");
    assertEquals([ready?.status, ready?.reason, ready?.message], ["False", "Invalid", "PVC name must be specified"]);
    const { items } = await admin.list(DEPLOYMENTS, { namespace: NAMESPACE });
    assertEquals(items.filter((each) => each.metadata.name === "pvcviewer-wrong"), []);
  });

  await t.step("a Tensorboard of a notebook's name leaves the notebook's Service alone, and says so", async () => {
    await makeNotebook(admin, "twice", "shared", {
      nodeSelector: { "kubernetes.io/hostname": "n2" },
      containers: [sized("twice", "1")],
    });
    await inState(admin, NOTEBOOKS, "twice", "RUNNING");
    await makeTensorboard(admin, "twice", "s3://bucket");
    const { status } = await inState(admin, TENSORBOARDS, "twice", "FAILED");
    assertEquals(status?.explanation?.reason, "NameTaken");
    const service = await admin.get(SERVICES, key("twice"));
    assertEquals(service.metadata.ownerReferences?.[0].kind, "Notebook");
  });

  await t.step(
    "somebody's ConfigMap in the place of ours is left alone, and a notebook starts without it",
    async () => {
      const theirs = { metadata: key("atelier-jupyter"), data: { "jupyter_server_config.py": "# mine" } };
      await admin.create(CONFIG_MAPS, theirs);
      const containers = [{ name: "told", image: "example.org/jupyter" }];
      const annotations = { [SERVER_TYPE_ANNOTATION]: "jupyter" };
      const metadata = { ...key("told"), annotations };
      await admin.create(NOTEBOOKS, { metadata, spec: { template: { spec: { containers } } } } as Notebook);
      const { status } = await inState(admin, NOTEBOOKS, "told", "RUNNING");
      const said = status?.conditions?.find((each) => each.type === "NameTaken")?.message;
      assert(
        said?.startsWith("ConfigMap atelier-jupyter exists and belongs to something else"),
        JSON.stringify(status),
      );
      assertEquals((await podOf(admin, "told-0"))?.spec?.volumes?.filter((each) => each.configMap), []);
      const left = await admin.get(CONFIG_MAPS, theirs.metadata);
      assertEquals([left.data, left.metadata.labels], [theirs.data, undefined]);
      await admin.delete(NOTEBOOKS, key("told"));
    },
  );

  await t.step("a viewer, a TensorBoard and a notebook go where the volume is held", async () => {
    await makeViewer(admin, "shared");
    await makeTensorboard(admin, "beside", "pvc://shared");
    await makeNotebook(admin, "also", "shared");
    await inState(admin, PVC_VIEWERS, "shared", "RUNNING");
    await inState(admin, TENSORBOARDS, "beside", "RUNNING");
    await inState(admin, NOTEBOOKS, "also", "RUNNING");
    const nodes = await Promise.all(["pvcviewer-shared-", "beside-", "also-0"].map((each) => nodeOf(admin, each)));
    assertEquals(nodes, ["n2", "n2", "n2"]);
  });

  await t.step("a viewer yields as soon as a notebook has its volume elsewhere", async () => {
    await makeViewer(admin, "moved");
    await inState(admin, PVC_VIEWERS, "moved", "RUNNING");
    const before = await nodeOf(admin, "pvcviewer-moved-");
    const other = before === "n1" ? "n2" : "n1";
    await makeNotebook(admin, "mover", "moved", { nodeSelector: { "kubernetes.io/hostname": other } });
    await waitFor("the viewer follows", async () => await nodeOf(admin, "pvcviewer-moved-") === other, PATIENCE);
    await inState(admin, PVC_VIEWERS, "moved", "RUNNING");
  });

  await t.step("no room beside a volume is one sentence that names the machine and the holder", async () => {
    await makeNotebook(admin, "big", "shared", { containers: [sized("big", "3200m")] });
    const { status } = await inState(admin, NOTEBOOKS, "big", "WAITING");
    assertEquals(status?.explanation?.reason, "NoRoomBesideVolume");
    assertEquals(
      status?.explanation?.message,
      "No room on n2, where twice uses shared: not enough CPU is free.",
    );
  });

  await t.step("who waited beside somebody who has left is placed anew, and the lower ones follow", async () => {
    for (const name of ["twice", "also"]) {
      const annotations = { [STOPPED_ANNOTATION]: "2026-11-23T10:00:00Z" };
      await admin.patch(NOTEBOOKS, key(name), { metadata: { annotations } }, { type: "merge" });
    }
    await inState(admin, NOTEBOOKS, "big", "RUNNING");
    const node = await nodeOf(admin, "big-0");
    for (const name of ["pvcviewer-shared", "beside"]) {
      await waitFor(`${name} is to follow`, async () => {
        const { template } = (await admin.get(DEPLOYMENTS, key(name))).spec!;
        return JSON.stringify(template.spec?.affinity)?.includes(`"values":["${node}"]`);
      }, PATIENCE);
    }
  });

  await t.step("a volume for one server at a time is explained, not hung on", async () => {
    await makeNotebook(admin, "first", "single");
    await inState(admin, NOTEBOOKS, "first", "RUNNING");
    await makeViewer(admin, "single");
    const { status } = await inState(admin, PVC_VIEWERS, "single", "WAITING");
    assertEquals(status?.explanation?.message, "single is for one server at a time, and first uses it.");
  });
});
