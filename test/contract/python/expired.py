"""Watches from a resourceVersion that is forgotten, and begins anew as operators in Python do."""

import json
import os

from kubernetes import client, config, watch

config.load_kube_config()
api = client.CustomObjectsApi()
KIND = ("kubeflow.org", "v1", os.environ["NAMESPACE"], "notebooks")

version = "1"
told = []
seen = []
while not seen:
    try:
        watcher = watch.Watch()
        for event in watcher.stream(
            api.list_namespaced_custom_object, *KIND, resource_version=version, timeout_seconds=60
        ):
            seen.append([event["type"], event["object"]["metadata"]["name"]])
            watcher.stop()
    except client.ApiException as error:
        told.append([error.status, error.reason])
        listed = api.list_namespaced_custom_object(*KIND)
        version = listed["metadata"]["resourceVersion"]
        name = listed["items"][0]["metadata"]["name"]
        api.patch_namespaced_custom_object(*KIND, name, {"metadata": {"labels": {"a": "b"}}})
print(json.dumps({"told": told, "seen": seen}))
