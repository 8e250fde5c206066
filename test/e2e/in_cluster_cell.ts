import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { Kernel } from "./kernel.ts";

/** Whom the notebook runs as, and where what it may do ends. */
const CONNECT = `
import json, os
from kubernetes import client, config, watch
config.load_incluster_config()
core = client.CoreV1Api()
me = core.read_namespaced_pod(os.environ["HOSTNAME"], open("/var/run/secrets/kubernetes.io/serviceaccount/namespace").read())
namespace = me.metadata.namespace
`;

/** Starts a pod with more CPU than the notebook has on the notebook's own volume, and follows what it prints. */
const startPod = (name: string, image: string) => `
open("/home/jovyan/train.py", "w").write("""
import json, os, sys, time
for step in range(3):
    print("step", step, flush=True)
    time.sleep(0.3)
json.dump({"by": os.environ["HOSTNAME"], "sum": sum(range(1000))}, open(sys.argv[1], "w"))
""")
home = next(each for each in me.spec.containers[0].volume_mounts if each.mount_path == "/home/jovyan")
volume = next(each for each in me.spec.volumes if each.name == home.name)
container = client.V1Container(
    name="train", image=${image}, command=["python", "/work/train.py", "/work/${name}.json"],
    resources=client.V1ResourceRequirements(requests={"cpu": "2", "memory": "1Gi"}),
    volume_mounts=[client.V1VolumeMount(name=home.name, mount_path="/work")])
core.create_namespaced_pod(namespace, client.V1Pod(
    metadata=client.V1ObjectMeta(name="${name}"),
    spec=client.V1PodSpec(containers=[container], volumes=[volume], restart_policy="Never")))

def until(phases):
    stream = watch.Watch().stream(core.list_namespaced_pod, namespace, field_selector="metadata.name=${name}", timeout_seconds=60)
    for event in stream:
        if event["object"].status.phase in phases:
            return event["object"].status.phase
    raise TimeoutError("the pod is in none of " + str(phases))

until(["Running", "Succeeded", "Failed"])
lines = list(watch.Watch().stream(core.read_namespaced_pod_log, "${name}", namespace))
print(*lines, sep="\\n")
assert until(["Succeeded", "Failed"]) == "Succeeded", lines
print(open("/home/jovyan/${name}.json").read())
core.delete_namespaced_pod("${name}", namespace)
`;

/** Each line is what the apiserver answered. */
const OVERSTEP = `
def tried(call, *args):
    try:
        call(*args)
        print("allowed")
    except client.ApiException as error:
        print(error.status, json.loads(error.body)["message"])

tried(core.list_node)
tried(core.list_namespaced_pod, "kube-system")
tried(client.RbacAuthorizationV1Api().create_namespaced_role, namespace, {"metadata": {"name": "more"}, "rules": []})
`;

/** What a cell of a notebook does with the Python client: a pod beside it by two images, and what is refused. */
export async function workInCluster(kernel: Kernel, namespace: string): Promise<void> {
  await kernel.run(CONNECT, 60_000);
  for (const [name, image] of [["plain", '"python:3.11"'], ["same-image", "me.spec.containers[0].image"]]) {
    const told = (await kernel.run(startPod(name, image), 90_000)).split("\n");
    assertEquals(told.slice(0, 3), ["step 0", "step 1", "step 2"]);
    assertEquals(JSON.parse(told[3]), { by: name, sum: 499_500 });
  }
  const refused = (await kernel.run(OVERSTEP)).split("\n");
  assertEquals(refused.map((each) => each.slice(0, 3)), ["403", "403", "403"]);
  assertMatch(refused[0], /^403 nodes is forbidden: User "system:serviceaccount:\S+" cannot list resource "nodes"/);
  assertStringIncludes(refused[1], `"system:serviceaccount:${namespace}:default-editor" cannot list resource "pods"`);
}
