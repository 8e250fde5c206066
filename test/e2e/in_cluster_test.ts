import { assertEquals } from "@std/assert";
import { endToEnd } from "./end_to_end.ts";
import { workInCluster } from "./in_cluster_cell.ts";
import { Kernel } from "./kernel.ts";
import type { Sentence } from "./story.ts";
import type { World } from "./world.ts";

const NAME = "worker";

endToEnd("a cell of a notebook uses the cluster that it runs in", [inTheSandbox]);

function inTheSandbox(world: World): Sentence[] {
  return [
    {
      says: "a notebook with a volume runs as the ServiceAccount that Kubeflow gives it",
      timeoutMs: 300_000,
      holds: async () => {
        await world.startDev();
        await world.kubectl.run(["apply", "-f", "-"], { stdin: JSON.stringify(manifest()) });
        const wait = ["wait", `notebook/${NAME}`, "--for=jsonpath={.status.state}=RUNNING", "--timeout=200s"];
        await world.kubectl.run(wait, { timeoutMs: 210_000 });
      },
    },
    {
      says: "a cell starts pods with more CPU on the volume, follows their logs, reads their results, and no more",
      timeoutMs: 200_000,
      holds: async () => {
        const kernel = await Kernel.start(world.toolUrl(NAME));
        await workInCluster(kernel, "demo");
        await kernel.close();
      },
    },
    {
      says: "a notebook that wants no token has none",
      timeoutMs: 60_000,
      holds: async () => {
        const containers = [{
          name: "c",
          image: "busybox",
          command: ["sh", "-c", "ls -a /var/run/secrets/kubernetes.io 2>&1; echo listed"],
        }];
        const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "tokenless" } };
        const spec = { automountServiceAccountToken: false, restartPolicy: "Never", containers };
        await world.kubectl.run(["apply", "-f", "-"], { stdin: JSON.stringify({ ...pod, spec }) });
        await world.kubectl.run(
          ["wait", "pod/tokenless", "--for=jsonpath={.status.phase}=Succeeded", "--timeout=30s"],
          {
            timeoutMs: 35_000,
          },
        );
        const told = (await world.kubectl.run(["logs", "tokenless"])).trim().split("\n");
        assertEquals([told.length, told.at(-1)], [2, "listed"]);
      },
    },
  ];
}

function manifest() {
  const container = {
    name: NAME,
    image: "quay.io/jupyter/minimal-notebook:latest",
    resources: { requests: { cpu: "500m", memory: "1Gi" } },
    volumeMounts: [{ name: "work", mountPath: "/home/jovyan" }],
  };
  const volumes = [{ name: "work", persistentVolumeClaim: { claimName: "work" } }];
  const spec = { serviceAccountName: "default-editor", containers: [container], volumes };
  const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "work" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  };
  const notebook = { apiVersion: "kubeflow.org/v1", kind: "Notebook", metadata: { name: NAME } };
  return { apiVersion: "v1", kind: "List", items: [claim, { ...notebook, spec: { template: { spec } } }] };
}
