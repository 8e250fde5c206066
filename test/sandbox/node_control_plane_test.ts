import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { systemClock } from "../../platform/clock.ts";
import { silentLog } from "../../platform/log.ts";
import {
  ADDRESS_ANNOTATION,
  CONFIG_MAPS,
  isNotFound,
  type KubeClient,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PERSISTENT_VOLUMES,
  type Pod,
  PODS,
  SERVICES,
} from "../../kube/mod.ts";
import type { CatalogueEntry } from "../../sandbox/images/catalogue.ts";
import { run as runGateway } from "../../sandbox/gateway/run.ts";
import { HTTP_ROUTES } from "../../kube/routing/routes.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { type JoinedNode, joinNode } from "../controlplane/joined_node.ts";
import { waitFor } from "../e2e/wait_for.ts";

const SHELL: CatalogueEntry = { matches: /^test\/shell$/, command: ["sleep", "1000"] };
const namespace = "default";
const CRDS = new URL("../../sandbox/crds", import.meta.url).pathname;

/** Asks the apiserver as a pod may: with what it finds at the usual path and in its environment. */
const ASK = `
import json, os, ssl, urllib.request
root = "/var/run/secrets/kubernetes.io/serviceaccount/"
context = ssl.create_default_context(cafile=root + "ca.crt")
url = "https://%s:%s/apis/authentication.k8s.io/v1/selfsubjectreviews" % (
  os.environ["KUBERNETES_SERVICE_HOST"], os.environ["KUBERNETES_SERVICE_PORT"])
request = urllib.request.Request(url, method="POST", data=b'{"kind":"SelfSubjectReview","apiVersion":"authentication.k8s.io/v1"}')
request.add_header("Authorization", "Bearer " + open(root + "token").read())
request.add_header("Content-Type", "application/json")
print("I am", json.load(urllib.request.urlopen(request, context=context))["status"]["userInfo"]["username"], flush=True)
print("in", open(root + "namespace").read(), flush=True)
`;

Deno.test("on a real control plane the sandbox's node runs what the real scheduler gives it", async (t) => {
  await using plane = await startControlPlane({ crdDirs: [CRDS] });
  await using node = await joinNode(plane, { catalogue: [SHELL] });
  const client = await plane.client();

  await t.step("the node is Ready, with a lease, and free of the taint that new nodes have", async () => {
    await waitFor("the node is schedulable", async () => {
      const { spec, status } = await client.get(NODES, { name: node.name });
      const ready = status?.conditions?.find((each) => each.type === "Ready");
      return ready?.status === "True" && !spec?.taints?.length;
    });
    const lease = await client.fetch(
      "request",
      `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/sandbox`,
    );
    const { spec, metadata } = await lease.json();
    assertEquals([spec.holderIdentity, spec.leaseDurationSeconds], ["sandbox", 40]);
    assertEquals(metadata.ownerReferences[0].kind, "Node");
  });

  await t.step("a pod gets an address that the control plane takes, and its ServiceAccount's credentials", async () => {
    await createPod(client, "asking", ["python3", "-c", `${ASK}\nimport time; time.sleep(1000)`]);
    const pod = await ready(client, "asking");
    assertMatch(pod.status!.podIP!, /^198\.1[89]\./);
    assertMatch(pod.metadata.annotations![ADDRESS_ANNOTATION], /^127\./);
    const told = await waitFor("it has asked", async () => {
      const text = await log(client, "asking");
      return text.includes("in ") && text;
    });
    assertEquals(told, "I am system:serviceaccount:default:default\nin default\n");
    const { uid } = pod.metadata;
    const token = `${node.stateDir}/pods/${uid}/volumes/${pod.spec!.volumes![0].name}/token`;
    assertEquals((await Deno.stat(token)).mode! & 0o777, 0o600);
    await client.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 });
    await waitFor("its files are gone", () => Deno.stat(token).then(() => false, () => true));
  });

  await t.step("ConfigMaps and fields are files, also one of them alone, that nobody may write", () => files(client));
  await t.step(
    "a claim gets a directory, grows when it is edited, and takes its files with it",
    () => claims(plane, node),
  );
  await t.step("the gateway dials a pod where it listens", () => throughTheGateway(client));
});

async function files(client: KubeClient): Promise<void> {
  const data = { "settings.ini": "[a]\nb=1\n", other: "2" };
  await client.create(CONFIG_MAPS, { metadata: { name: "settings", namespace }, data });
  const labels = [{ path: "labels", fieldRef: { fieldPath: "metadata.labels" } }];
  const volumes = [
    { name: "settings", configMap: { name: "settings" } },
    { name: "about", downwardAPI: { items: labels } },
    { name: "absent", configMap: { name: "no-such-map", optional: true } },
  ];
  const volumeMounts = [
    { name: "settings", mountPath: "/settings" },
    { name: "settings", mountPath: "/one/file.ini", subPath: "settings.ini" },
    { name: "about", mountPath: "/about" },
    { name: "absent", mountPath: "/absent" },
  ];
  const show = "cat /one/file.ini /settings/other; echo; cat /about/labels; echo; ls -A /absent";
  const command = ["sh", "-c", `${show}; echo x > /settings/other`];
  const containers = [{ name: "c", image: "test/shell", command, volumeMounts }];
  await client.create(PODS, {
    metadata: { name: "reader", namespace, labels: { app: "reader" } },
    spec: { containers, volumes, restartPolicy: "Never" } as never,
  });
  const pod = await waitFor("it has read them", async () => {
    const pod = await client.get(PODS, { namespace, name: "reader" });
    return pod.status?.phase === "Failed" && pod;
  }, { timeoutMs: 20_000 });
  assertStringIncludes(await log(client, "reader"), `[a]\nb=1\n2\napp="reader"\n`);
  assertEquals(pod.status?.containerStatuses?.[0].state?.terminated?.exitCode, 2);
}

async function claims(plane: ControlPlane, { stateDir, name: node }: JoinedNode): Promise<void> {
  const client = await plane.client();
  const key = { namespace, name: "work" };
  const spec = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  const claim = () => client.create(PERSISTENT_VOLUME_CLAIMS, { metadata: key, spec });
  const volumes = [{ name: "work", persistentVolumeClaim: { claimName: "work" } }];
  const file = `${stateDir}/volumes/default/work/file`;
  const write = (name: string, text: string) =>
    createPod(client, name, ["sh", "-c", `cat /data/file; echo ${text} >> /data/file; exec sleep 1000`], volumes);
  await claim();
  await write("writer", "one");
  const pod = await ready(client, "writer");
  assertEquals(pod.spec?.nodeName, node);
  await waitFor("the file", async () => await Deno.readTextFile(file) === "one\n");
  const bound = await client.get(PERSISTENT_VOLUME_CLAIMS, key);
  assertEquals([bound.status?.phase, bound.spec?.storageClassName], ["Bound", "sandbox"]);

  const larger = { spec: { resources: { requests: { storage: "2Gi" } } } };
  await client.patch(PERSISTENT_VOLUME_CLAIMS, key, larger, { type: "merge" });
  await waitFor(
    "the claim is larger",
    async () => (await client.get(PERSISTENT_VOLUME_CLAIMS, key)).status?.capacity?.storage === "2Gi",
  );

  await client.delete(PODS, pod.metadata, { gracePeriodSeconds: 0 });
  await client.delete(PERSISTENT_VOLUME_CLAIMS, key);
  await waitFor("the claim is gone", () => isGone(client.get(PERSISTENT_VOLUME_CLAIMS, key)));
  // At once another of the same name: it must not find the files of the first.
  await claim();
  await write("second", "two");
  await ready(client, "second");
  await waitFor("the other file", async () => await Deno.readTextFile(file) === "two\n");
  assert(await isGone(client.get(PERSISTENT_VOLUMES, { name: bound.spec!.volumeName! })));
}

async function throughTheGateway(client: KubeClient): Promise<void> {
  const over = new AbortController();
  const config = { host: "127.0.0.1", port: 0, pageOrigin: "http://localhost:1", clock: systemClock, log: silentLog };
  const gateway = await runGateway({ ...config, client }, over.signal);
  try {
    const selector = { app: "web" };
    await client.create(SERVICES, {
      metadata: { name: "web", namespace },
      spec: { selector, ports: [{ port: 80, targetPort: 8000 as never }] },
    });
    await client.create(HTTP_ROUTES, {
      metadata: { name: "web", namespace },
      spec: {
        rules: [{
          matches: [{ path: { type: "PathPrefix", value: "/web/" } }],
          backendRefs: [{ name: "web", port: 80 }],
        }],
      } as never,
    });
    const serve = "mkdir /tmp/web; echo here > /tmp/web/x; cd /tmp; exec python3 -m http.server 8000 --bind $POD_IP";
    await createPod(client, "web", ["sh", "-c", serve], [], selector);
    await ready(client, "web");
    const text = await waitFor("the pod answers through the gateway", async () => {
      const answer = await fetch(`${gateway.url}/web/x`);
      const text = await answer.text();
      return answer.ok && text;
    });
    assertStringIncludes(text, "here");
  } finally {
    over.abort();
    await gateway.finished;
  }
}

async function createPod(client: KubeClient, name: string, command: string[], volumes: object[] = [], labels = {}) {
  const env = [{ name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } }];
  const volumeMounts = volumes.map((each) => ({ name: (each as { name: string }).name, mountPath: "/data" }));
  const container = { name: "c", image: "test/shell", command, env, volumeMounts };
  await client.create(PODS, {
    metadata: { name, namespace, labels },
    spec: { containers: [container], volumes } as never,
  });
}

function ready(client: KubeClient, name: string): Promise<Pod> {
  return waitFor(`pod ${name} is ready`, async () => {
    const pod = await client.get(PODS, { namespace, name });
    return pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") && pod;
  }, { timeoutMs: 20_000 });
}

async function log(client: KubeClient, name: string): Promise<string> {
  const stream = await client.logs({ namespace, name }, {}, AbortSignal.timeout(10_000));
  return await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text();
}

async function isGone(get: Promise<unknown>): Promise<boolean> {
  return await get.then(() => false, (error) => {
    if (isNotFound(error)) return true;
    throw error;
  });
}
