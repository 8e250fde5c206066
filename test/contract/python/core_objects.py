"""Lists, watches and changes built-ins, as objects of the client's own types."""

import json
import os

from kubernetes import client, config, dynamic, watch

config.load_kube_config()
core = client.CoreV1Api()
namespace = os.environ["NAMESPACE"]


def config_map(name):
    return client.V1ConfigMap(metadata=client.V1ObjectMeta(name=name, labels={"of": "python"}), data={"k": name})


for name in ["a", "b", "c"]:
    core.create_namespaced_config_map(namespace, config_map(name))

pages = []
token = None
while token != "":
    page = core.list_namespaced_config_map(namespace, label_selector="of=python", limit=2, _continue=token)
    pages.append([each.metadata.name for each in page.items])
    token = page.metadata._continue or ""

version = page.metadata.resource_version
core.patch_namespaced_config_map("a", namespace, {"data": {"more": "yes"}})
core.delete_namespaced_config_map("b", namespace, propagation_policy="Foreground")
seen = []
watcher = watch.Watch()
for event in watcher.stream(
    core.list_namespaced_config_map,
    namespace,
    label_selector="of=python",
    resource_version=version,
    timeout_seconds=60,
):
    seen.append([event["type"], type(event["object"]).__name__, event["object"].metadata.name])
    if event["type"] == "DELETED":
        watcher.stop()

pod = core.create_namespaced_pod(
    namespace,
    client.V1Pod(
        metadata=client.V1ObjectMeta(generate_name="p-"),
        spec=client.V1PodSpec(scheduler_name="nobody", containers=[client.V1Container(name="c", image="i")]),
    ),
)
scaled = client.AppsV1Api()
scaled.create_namespaced_stateful_set(
    namespace,
    {
        "metadata": {"name": "s"},
        "spec": {
            "replicas": 0,
            "selector": {"matchLabels": {"a": "s"}},
            "template": {
                "metadata": {"labels": {"a": "s"}},
                "spec": {"schedulerName": "nobody", "containers": [{"name": "c", "image": "i"}]},
            },
        },
    },
)
scale = scaled.patch_namespaced_stateful_set_scale("s", namespace, {"spec": {"replicas": 1}})
review = client.AuthorizationV1Api().create_self_subject_access_review(
    {"spec": {"resourceAttributes": {"verb": "list", "resource": "pods", "namespace": namespace}}}
)

notebooks = dynamic.DynamicClient(client.ApiClient()).resources.get(api_version="kubeflow.org/v1", kind="Notebook")
applied = notebooks.server_side_apply(
    namespace=namespace,
    name="dynamic",
    field_manager="python",
    body={
        "apiVersion": "kubeflow.org/v1",
        "kind": "Notebook",
        "metadata": {"name": "dynamic"},
        "spec": {"template": {"spec": {"containers": [{"name": "dynamic", "image": "i"}]}}},
    },
)
print(
    json.dumps(
        {
            "pages": pages,
            "seen": seen,
            "pod": [pod.metadata.name[:2], pod.spec.restart_policy, pod.status.phase],
            "scale": [scale.kind, scale.spec.replicas],
            "allowed": review.status.allowed,
            "applied": [[each.manager, each.operation] for each in applied.metadata.managedFields],
        }
    )
)
