"""Lists, watches and changes notebooks."""

import json
import os
import threading
import time

from kubernetes import client, config, watch

config.load_kube_config()
api = client.CustomObjectsApi()
namespace = os.environ["NAMESPACE"]
KIND = ("kubeflow.org", "v1", namespace, "notebooks")


def notebook(name):
    containers = [{"name": name, "image": "jupyter/base-notebook"}]
    return {
        "apiVersion": "kubeflow.org/v1",
        "kind": "Notebook",
        "metadata": {"name": name, "labels": {"a": "b"}},
        "spec": {"template": {"spec": {"containers": containers}}},
    }


def refusal(call, *args, **options):
    try:
        call(*args, **options)
    except client.ApiException as error:
        body = json.loads(error.body)
        return [error.status, body["reason"], body["message"]]
    return None


def change():
    time.sleep(0.3)
    api.create_namespaced_custom_object(*KIND, notebook("second"))
    api.patch_namespaced_custom_object(*KIND, "second", {"metadata": {"annotations": {"c": "d"}}})
    api.delete_namespaced_custom_object(*KIND, "second")


api.create_namespaced_custom_object(*KIND, notebook("first"))
listed = api.list_namespaced_custom_object(*KIND, label_selector="a=b")
version = listed["metadata"]["resourceVersion"]
changes = threading.Thread(target=change)
changes.start()
seen = []
watcher = watch.Watch()
for event in watcher.stream(api.list_namespaced_custom_object, *KIND, resource_version=version, timeout_seconds=60):
    seen.append([event["type"], event["object"]["metadata"]["name"]])
    if event["type"] == "DELETED":
        watcher.stop()
changes.join()

# Without a resourceVersion a watch begins with what there is, and it ends when it was told to.
started = time.monotonic()
existing = [
    [event["type"], event["object"]["metadata"]["name"]]
    for event in watch.Watch().stream(api.list_namespaced_custom_object, *KIND, timeout_seconds=1)
]
lasted = time.monotonic() - started

first = api.get_namespaced_custom_object(*KIND, "first")
api.patch_namespaced_custom_object(*KIND, "first", {"metadata": {"labels": {"e": "f"}}})
print(
    json.dumps(
        {
            "listed": [each["metadata"]["name"] for each in listed["items"]],
            "seen": seen,
            "existing": existing,
            "lasted": lasted,
            "stale": refusal(api.replace_namespaced_custom_object, *KIND, "first", first),
            "exists": refusal(api.create_namespaced_custom_object, *KIND, notebook("first")),
            "missing": refusal(api.get_namespaced_custom_object, *KIND, "none"),
            "invalid": refusal(api.create_namespaced_custom_object, *KIND, {**notebook("few"), "spec": {"template": {"spec": {"containers": []}}}}),
            "status": api.patch_namespaced_custom_object_status(
                *KIND, "first", {"status": {"conditions": [], "readyReplicas": 3, "containerState": {}}}
            )["status"]["readyReplicas"],
        }
    )
)
