import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  EVENTS,
  NAMESPACES,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  type Pod,
  PODS,
  STATEFUL_SETS,
  type StatefulSet,
} from "../../kube/builtins.ts";
import { isNotFound } from "../../kube/errors.ts";
import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";
import { type SandboxUnderTest, withSandbox } from "./running_sandbox.ts";

/** Counts its starts in its home, says so, and serves its home. */
const SERVER: CatalogueEntry = {
  matches: /^test\/server$/,
  command: [
    "sh",
    "-c",
    "echo x >> /home/me/starts; echo started $(wc -l < /home/me/starts); trap 'echo bye; exit 0' TERM; " +
    "python3 -m http.server 8000 --bind 0.0.0.0 --directory /home/me & wait",
  ],
  home: "/home/me",
  listenFlags: { "--bind": "--bind" },
};
const KEY = { namespace: "demo", name: "nb-0" };

for (const isolation of ["auto", "none"] as const) {
  Deno.test(`a pod runs, is stopped, outlives its node and goes, with isolation ${isolation}`, async () => {
    await withSandbox(async (sandbox) => {
      const { client, eventually } = sandbox;
      await sandbox.startControllers();
      const config = { catalogue: [SERVER], isolation, backoff: { baseMs: 100, maxMs: 1_000, factor: 2 } };
      const node = await sandbox.startNode(config);
      await plant(sandbox, "test/server:1");

      const pod = await waitReady(sandbox);
      assertMatch(pod.status!.podIP!, /^127\.\d+\.\d+\.\d+$/);
      assert(pod.status!.podIP !== "127.0.0.1");
      assertEquals(await served(sandbox, pod), "x\n");
      const set = await eventually("the set's status", async () => {
        const found = await client.get(STATEFUL_SETS, { namespace: "demo", name: "nb" });
        return found.status?.readyReplicas === 1 ? found : undefined;
      });
      assertEquals(set.status?.currentRevision, pod.metadata.labels?.["controller-revision-hash"]);
      assertEquals(await read(await logs(sandbox)), "started 1\n");
      const following = read(await logs(sandbox, { follow: true }));
      await eventually("the pod's events", async () => {
        const reasons = (await client.list(EVENTS, { namespace: "demo" })).items.map((each) => each.reason);
        const wanted = ["SuccessfulCreate", "Scheduled", "Pulled", "Created", "Started"];
        return wanted.every((each) => reasons.includes(each)) ? true : undefined;
      });

      await node.stop();
      assertStringIncludes(await following, "bye");
      assertEquals(await processesOf(sandbox), []);
      const again = await sandbox.startNode(config);
      const restarted = await waitReady(sandbox, (each) => each.status?.containerStatuses?.[0].restartCount === 1);
      assertEquals([restarted.metadata.uid, restarted.status?.podIP], [pod.metadata.uid, pod.status?.podIP]);
      assertEquals(await served(sandbox, restarted), "x\nx\n");
      assertEquals(await read(await logs(sandbox)), "started 2\n");
      assertStringIncludes(await read(await logs(sandbox, { previous: true })), "started 1\n");

      await scale(sandbox, 0);
      await eventually("no pod", () => absent(client.get(PODS, KEY)));
      assertEquals(await processesOf(sandbox), []);
      await scale(sandbox, 1);
      const second = await waitReady(sandbox);
      assert(second.metadata.uid !== pod.metadata.uid);
      assertEquals(await served(sandbox, second), "x\nx\nx\n");

      await client.delete(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "work" });
      await scale(sandbox, 0);
      await eventually(
        "no claim",
        () => absent(client.get(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "work" })),
      );
      assertEquals(await Deno.stat(`${sandbox.stateDir}/volumes/demo/work`).then(() => true, () => false), false);
      await again.stop();
    });
  });
}

Deno.test("a pod says why it does not run", async () => {
  await withSandbox(async (sandbox) => {
    const { client, eventually } = sandbox;
    const OPEN: CatalogueEntry = {
      matches: /^test\/open$/,
      command: ["python3", "-m", "http.server", "0", "--bind", "0.0.0.0"],
    };
    const CRASH: CatalogueEntry = { matches: /^test\/crash$/, command: ["sh", "-c", "echo oh no; exit 3"] };
    await sandbox.startControllers();
    await sandbox.startNode({ catalogue: [OPEN, CRASH], backoff: { baseMs: 200, maxMs: 1_000, factor: 2 } });
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    const start = (name: string, image: string, rest: object = {}) =>
      client.create(PODS, {
        metadata: { name, namespace: "demo" },
        spec: { containers: [{ name: "c", image, ...rest }], ...rest },
      } as never);
    const waiting = (name: string, reason: string) =>
      eventually(`${name} to say ${reason}`, async () => {
        const pod = await client.get(PODS, { namespace: "demo", name });
        const state = pod.status?.containerStatuses?.[0];
        return state?.state?.waiting?.reason === reason ? state : undefined;
      });
    const unschedulable = (name: string) =>
      eventually(`${name} not to be scheduled`, async () => {
        const pod = await client.get(PODS, { namespace: "demo", name });
        return pod.status?.conditions?.find((each) => each.type === "PodScheduled" && each.status === "False")?.message;
      });

    await start("unknown", "nowhere/nothing:1");
    await start("open", "test/open");
    await start("crash", "test/crash");
    await start("huge", "test/open", { resources: { requests: { cpu: "100000" }, limits: { "nvidia.com/gpu": "1" } } });
    const claim = { persistentVolumeClaim: { claimName: "missing" } };
    await start("claimless", "test/open", { volumes: [{ name: "v", ...claim }] });

    const message = (await waiting("unknown", "ImagePullBackOff")).state?.waiting?.message ?? "";
    assertStringIncludes(message, `Back-off pulling image "nowhere/nothing:1": ErrImagePull`);
    assertStringIncludes(message, "not found: the sandbox's catalogue");
    const exposed = await waiting("open", "ListensBeyondLoopback");
    assertMatch(exposed.state?.waiting?.message ?? "", /^Listens on 0\.0\.0\.0:\d+/);
    const crashed = await waiting("crash", "CrashLoopBackOff");
    assertEquals(crashed.lastState?.terminated?.exitCode, 3);
    assertEquals(
      await unschedulable("huge"),
      "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient nvidia.com/gpu.",
    );
    assertEquals(
      await unschedulable("claimless"),
      `0/1 nodes are available: persistentvolumeclaim "missing" not found.`,
    );
    await client.create(PERSISTENT_VOLUME_CLAIMS, {
      metadata: { name: "missing", namespace: "demo" },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    });
    await waiting("claimless", "ListensBeyondLoopback");
  });
});

Deno.test("a changed template replaces a healthy pod, not a broken one", async () => {
  await withSandbox(async (sandbox) => {
    const { client, eventually } = sandbox;
    await sandbox.startControllers();
    await sandbox.startNode({ catalogue: [SERVER], backoff: { baseMs: 100, maxMs: 1_000, factor: 2 } });
    await plant(sandbox, "test/server:1");
    const first = await waitReady(sandbox);
    await setImage(sandbox, "nowhere/nothing");
    const broken = await eventually("the broken pod", async () => {
      const pod = await client.get(PODS, KEY);
      return pod.status?.containerStatuses?.[0]?.state?.waiting?.reason?.includes("ImagePull") ? pod : undefined;
    });
    assert(broken.metadata.uid !== first.metadata.uid);
    await setImage(sandbox, "test/server:2");
    await eventually("the new revision", async () => {
      const { status } = await client.get(STATEFUL_SETS, { namespace: "demo", name: "nb" });
      return status?.updateRevision !== broken.metadata.labels?.["controller-revision-hash"] ? true : undefined;
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    assertEquals((await client.get(PODS, KEY)).metadata.uid, broken.metadata.uid);
    await client.delete(PODS, KEY);
    assertEquals((await waitReady(sandbox)).spec?.containers[0].image, "test/server:2");
    const node = await client.get(NODES, { name: "test" });
    assertEquals(node.status?.conditions?.map((each) => each.type), [
      "MemoryPressure",
      "DiskPressure",
      "PIDPressure",
      "Ready",
      "NotIsolated",
    ]);
  });
});

Deno.test("what is to run once is not run again by the next node", async () => {
  await withSandbox(async (sandbox) => {
    const { client, eventually } = sandbox;
    const ONCE: CatalogueEntry = { matches: /^test\/once$/, command: ["sh", "-c", "echo x >> /w/runs; sleep 1000"] };
    const config = { catalogue: [ONCE] };
    await sandbox.startControllers();
    const node = await sandbox.startNode(config);
    await client.create(NAMESPACES, { metadata: { name: "demo" } });
    const key = { namespace: "demo", name: "once" };
    const volumeMounts = [{ name: "w", mountPath: "/w" }];
    await client.create(PODS, {
      metadata: key,
      spec: {
        restartPolicy: "Never",
        containers: [{ name: "c", image: "test/once", volumeMounts }],
        volumes: [{ name: "w", emptyDir: {} }],
      },
    });
    const phase = (wanted: string) =>
      eventually(`a pod that is ${wanted}`, async () => {
        const pod = await client.get(PODS, key);
        return pod.status?.phase === wanted ? pod : undefined;
      });
    const { metadata: { uid } } = await phase("Running");
    await node.stop();
    await sandbox.startNode(config);
    const [status] = (await phase("Failed")).status?.containerStatuses ?? [];
    assertEquals([status.restartCount, status.state?.terminated?.exitCode], [0, 137]);
    assertEquals(await Deno.readTextFile(`${sandbox.stateDir}/pods/${uid}/volumes/w/runs`), "x\n");
  });
});

Deno.test("what Kubernetes says of the pods of a node that it lost sight of is put right, and others' words stay", async () => {
  await withSandbox(async (sandbox) => {
    const { client, eventually } = sandbox;
    await sandbox.startControllers();
    await sandbox.startNode({ catalogue: [SERVER] });
    await plant(sandbox, "test/server:1");
    const { status } = await waitReady(sandbox);
    // As the node's controller does, whose patch leaves the rest as it is.
    const conditions = status!.conditions!.map((each) => each.type === "Ready" ? { ...each, status: "False" } : each);
    const foreign = { type: "DisruptionTarget", status: "True", reason: "Test" };
    await client.patch(PODS, KEY, { status: { conditions: [...conditions, foreign] } }, {
      type: "merge",
      subresource: "status",
    });
    const mended = await eventually("the pod is ready again", async () => {
      const pod = await client.get(PODS, KEY);
      return pod.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True")
        ? pod
        : undefined;
    });
    assertEquals(mended.status?.conditions?.map((each) => each.type).sort(), [
      "ContainersReady",
      "DisruptionTarget",
      "Initialized",
      "PodScheduled",
      "Ready",
    ]);
  });
});

async function plant({ client }: SandboxUnderTest, image: string): Promise<void> {
  await client.create(NAMESPACES, { metadata: { name: "demo" } });
  await client.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "work", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  });
  const volumeMounts = [{ name: "work", mountPath: "/home/me" }];
  const set: Omit<StatefulSet, "metadata"> = {
    spec: {
      serviceName: "",
      replicas: 1,
      selector: { matchLabels: { statefulset: "nb" } },
      template: {
        metadata: { labels: { statefulset: "nb" } } as never,
        spec: {
          containers: [{ name: "nb", image, volumeMounts }],
          volumes: [{ name: "work", persistentVolumeClaim: { claimName: "work" } }],
        },
      },
    },
  };
  await client.create(STATEFUL_SETS, { metadata: { name: "nb", namespace: "demo" }, ...set });
}

async function waitReady(
  { client, eventually }: SandboxUnderTest,
  is: (pod: Pod) => boolean = () => true,
): Promise<Pod> {
  return await eventually("a ready pod", async () => {
    const pod = await client.get(PODS, KEY);
    const isReady = pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True");
    return isReady && is(pod) ? pod : undefined;
  });
}

async function served({ eventually }: SandboxUnderTest, pod: Pod): Promise<string> {
  return await eventually("the tool's answer", async () => {
    const response = await fetch(`http://${pod.status!.podIP}:8000/starts`);
    return await response.text();
  });
}

async function logs({ client }: SandboxUnderTest, options: { follow?: boolean; previous?: boolean } = {}) {
  return await client.logs(KEY, options, AbortSignal.timeout(30_000));
}

async function read(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text().then((text) =>
    text.split("\n").filter((line) => !/Serving HTTP|GET/.test(line)).join("\n")
  );
}

async function scale({ client }: SandboxUnderTest, replicas: number): Promise<void> {
  await client.patch(STATEFUL_SETS, { namespace: "demo", name: "nb" }, { spec: { replicas } }, { type: "merge" });
}

async function setImage({ client }: SandboxUnderTest, image: string): Promise<void> {
  const patch = { spec: { template: { spec: { containers: [{ name: "nb", image }] } } } };
  await client.patch(STATEFUL_SETS, { namespace: "demo", name: "nb" }, patch, { type: "strategic" });
}

async function absent(get: Promise<unknown>): Promise<true | undefined> {
  return await get.then(() => undefined, (error) => {
    if (isNotFound(error)) return true as const;
    throw error;
  });
}

/** Command lines that name this sandbox's directory. */
async function processesOf({ stateDir }: SandboxUnderTest): Promise<string[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-eo", "args"] }).output();
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line.includes(stateDir));
}
