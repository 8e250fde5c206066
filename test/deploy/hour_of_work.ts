import { assertEquals } from "@std/assert";
import { GraphqlApi } from "../e2e/graphql.ts";
import { Kubectl } from "../e2e/kubectl.ts";
import { waitFor } from "../e2e/wait_for.ts";
import type { DeployedWorld } from "./deployed_world.ts";

const PATIENCE = { timeoutMs: 60_000, everyMs: 100 };
const NAMESPACE = "team";
const ERRORS = "errors { __typename ... on UserError { message } }";
const RESULTS = `results { ${ERRORS} }`;

/**
 * Has everything done that users, admins and the culler have done: each kind made, stopped, started, restarted, changed,
 * looked into and deleted, through the API as alice, who may edit.
 */
export async function liveAnHour({ kubectl }: DeployedWorld, url: string): Promise<void> {
  const api = new GraphqlApi(url);
  const mutate = async (field: string, type: string, input: unknown, fields = ERRORS) => {
    const query = `mutation($input: ${type}!) { done: ${field}(input: $input) { ${fields} } }`;
    const { data, errors } = await api.ask(query, { input }, { user: "alice" });
    assertEquals(errors, undefined, field);
    const failed = data.done.errors ?? data.done.results.flatMap(({ errors }: { errors: unknown[] }) => errors);
    assertEquals(failed, [], field);
  };
  const act = (field: string, ...names: string[]) => mutate(field, "ActionInput", { targets: names.map(at) }, RESULTS);
  const remove = (field: string, type: string, name: string, more = {}) =>
    mutate(field, type, { targets: [at(name)], ...more }, RESULTS);
  const there = (resource: string, name: string) =>
    waitFor(`${resource}/${name}`, () => kubectl.get(resource, name), PATIENCE);
  const gone = (resource: string, name: string) =>
    waitFor(`no ${resource}/${name}`, async () => await kubectl.get(resource, name) === undefined, PATIENCE);

  const volume = { name: "data", size: "1Gi" };
  await mutate("createVolume", "CreateVolumeInput", { namespace: NAMESPACE, volume });
  await mutate("createNotebook", "CreateNotebookInput", {
    namespace: NAMESPACE,
    name: "kept",
    spec: { hasWorkspace: false },
  });
  await mutate("createNotebook", "CreateNotebookInput", { namespace: NAMESPACE, name: "work" });
  const sources = [{ from: { volume: { claim: "data", path: "runs" } } }];
  await mutate("createTensorboard", "CreateTensorboardInput", { namespace: NAMESPACE, name: "runs", sources });
  await mutate("openFileBrowser", "FileBrowserInput", { volume: at("data") });
  await there("virtualservice", "notebook-team-work");
  await there("pod", "work-0");

  await there("pod", "kept-0");
  const uid = (await kubectl.get("pod", "kept-0"))!.metadata.uid;
  await act("restartNotebooks", "kept");
  await waitFor("another pod", async () => {
    const pod = await kubectl.get("pod", "kept-0");
    return pod && pod.metadata.uid !== uid;
  }, PATIENCE);
  await act("stopNotebooks", "work");
  await gone("pod", "work-0");
  await act("startNotebooks", "work");
  await act("stopTensorboards", "runs");
  await act("startTensorboards", "runs");
  await there("pod", "work-0");
  await readLog(api);

  await mutate("closeFileBrowser", "FileBrowserInput", { volume: at("data") });
  await gone("pvcviewer", "data");
  await remove("deleteTensorboards", "DeleteInput", "runs");
  await remove("deleteNotebooks", "DeleteNotebooksInput", "work", { volumes: "WORKSPACE_IF_UNUSED" });
  await gone("tensorboard", "runs");
  // In use until the last pod is gone.
  await waitFor(
    "the volume is deleted",
    () => remove("deleteVolumes", "DeleteInput", "data").then(() => true),
    PATIENCE,
  );
}

/** One of each kind that the culler finds to have run for too long, in a namespace of its own. */
export async function beCulled({ kubectl }: DeployedWorld): Promise<void> {
  const key = (name: string) => ({ namespace: "idle", name });
  const capacity = { storage: "1Gi" };
  const accessModes = ["ReadWriteOnce"];
  const containers = [{ name: "late", image: "example.org/jupyter" }];
  const items = [
    {
      ...{ apiVersion: "v1", kind: "PersistentVolume", metadata: { name: "idle" } },
      spec: { capacity, accessModes, hostPath: { path: "/idle" }, claimRef: key("files"), storageClassName: "" },
    },
    {
      ...{ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: key("files") },
      spec: { accessModes, storageClassName: "", resources: { requests: capacity } },
    },
    {
      apiVersion: "kubeflow.org/v1",
      kind: "Notebook",
      metadata: key("late"),
      spec: { template: { spec: { containers } } },
    },
    {
      ...{ apiVersion: "tensorboard.kubeflow.org/v1alpha1", kind: "Tensorboard", metadata: key("runs") },
      spec: { logspath: "s3://bucket/runs" },
    },
    { apiVersion: "kubeflow.org/v1alpha1", kind: "PVCViewer", metadata: key("files"), spec: { pvc: "files" } },
  ];
  const idle = new Kubectl(kubectl.kubeconfig, "idle");
  await idle.run(["apply", "-f", "-"], { stdin: JSON.stringify({ apiVersion: "v1", kind: "List", items }) });
  await waitFor("the notebook is stopped", async () => {
    const found = await idle.get("notebook", "late");
    return found?.metadata.annotations?.["kubeflow-resource-stopped"];
  }, PATIENCE);
  for (const [resource, name] of [["tensorboard", "runs"], ["pvcviewer", "files"]]) {
    await waitFor(`no ${resource}`, async () => await idle.get(resource, name) === undefined, PATIENCE);
  }
}

const at = (name: string) => ({ at: { namespace: NAMESPACE, name } });

/** No kubelet answers here: that it is asked for is all. */
async function readLog(api: GraphqlApi): Promise<void> {
  const query = `subscription($of: ResourceTarget!) { logs(of: $of, follow: false) { __typename } }`;
  const signal = AbortSignal.timeout(5_000);
  const variables = { of: { notebook: { namespace: NAMESPACE, name: "kept" } } };
  try {
    for await (const _ of api.stream(query, variables, { user: "alice", signal })) break;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
