"""Reads and follows a pod's log."""

import json
import os

from kubernetes import client, config, watch

config.load_kube_config()
core = client.CoreV1Api()
namespace = os.environ["NAMESPACE"]
followed = list(watch.Watch().stream(core.read_namespaced_pod_log, name="p", namespace=namespace))
phases = []
watcher = watch.Watch()
for event in watcher.stream(
    core.list_namespaced_pod, namespace, field_selector="metadata.name=p", timeout_seconds=60
):
    if event["object"].status.phase == "Succeeded":
        phases.append(event["object"].status.container_statuses[0].state.terminated.exit_code)
        watcher.stop()
print(
    json.dumps(
        {
            "followed": followed,
            "ended": phases,
            "tail": core.read_namespaced_pod_log("p", namespace, tail_lines=1),
        }
    )
)
