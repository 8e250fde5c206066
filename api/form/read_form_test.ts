import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_FORM } from "../notebook_form.ts";
import { readForm } from "./read_form.ts";

/** As Kubeflow ships it, with some of what admins change. */
const FILE = `
spawnerFormDefaults:
  image:
    value: ghcr.io/kubeflow/jupyter-scipy:v1.11.0
    options:
    - ghcr.io/kubeflow/jupyter-scipy:v1.11.0
    - ghcr.io/kubeflow/jupyter-pytorch:v1.11.0
    - ghcr.io/kubeflow/jupyter-pytorch:cuda
  imageGroupOne:
    value: ghcr.io/kubeflow/codeserver-python:v1.11.0
    options: []
  imageGroupTwo: {options: []}
  allowCustomImage: false
  imagePullPolicy: {value: Always, readOnly: false}
  hideRegistry: true
  hideTag: false
  cpu: {value: '0.5', limitFactor: "1.2", readOnly: true}
  memory: {value: "1.0Gi", limitFactor: none, readOnly: false}
  environment: {value: {TEAM: vision, LEVEL: 3}, readOnly: true}
  workspaceVolume:
    value:
      mount: /home/jovyan
      newPvc:
        metadata: {name: "{notebook-name}-workspace"}
        spec:
          resources: {requests: {storage: 20Gi}}
          accessModes: [ReadWriteMany]
          storageClassName: fast
    readOnly: false
  dataVolumes:
    value:
    - mount: /data
      existingSource: {persistentVolumeClaim: {claimName: shared}}
    readOnly: true
  gpus:
    value:
      num: "1"
      vendors:
      - {limitsKey: "nvidia.com/gpu", uiName: NVIDIA}
      - {limitsKey: "amd.com/gpu", uiName: AMD}
      vendor: nvidia.com/gpu
    readOnly: false
  affinityConfig: {value: "", options: [], readOnly: false}
  tolerationGroup: {value: "", options: [], readOnly: false}
  shm: {value: false, readOnly: true}
  configurations: {value: [add-gcp-secret], readOnly: false}
`;

Deno.test("Kubeflow's file is read as it is", () => {
  assertEquals(readForm(FILE), {
    images: [
      {
        serverType: "JUPYTER",
        displayName: "JupyterLab",
        allowsCustom: false,
        default: "ghcr.io/kubeflow/jupyter-scipy:v1.11.0",
        options: [
          { reference: "ghcr.io/kubeflow/jupyter-scipy:v1.11.0", displayName: "jupyter-scipy" },
          { reference: "ghcr.io/kubeflow/jupyter-pytorch:v1.11.0", displayName: "jupyter-pytorch:v1.11.0" },
          { reference: "ghcr.io/kubeflow/jupyter-pytorch:cuda", displayName: "jupyter-pytorch:cuda" },
        ],
      },
      {
        serverType: "GROUP_ONE",
        displayName: "Code editor",
        allowsCustom: false,
        default: "ghcr.io/kubeflow/codeserver-python:v1.11.0",
        options: [{ reference: "ghcr.io/kubeflow/codeserver-python:v1.11.0", displayName: "codeserver-python" }],
      },
    ],
    cpu: { value: "0.5", limitFactor: 1.2, isReadOnly: true },
    memory: { value: "1.0Gi" },
    accelerators: {
      options: [
        { resource: "nvidia.com/gpu", displayName: "NVIDIA" },
        { resource: "amd.com/gpu", displayName: "AMD" },
      ],
      default: { resource: "nvidia.com/gpu", count: 1 },
    },
    workspace: {
      defaults: [{
        namePattern: "{notebook-name}-workspace",
        mountPath: "/home/jovyan",
        size: "20Gi",
        accessMode: "MANY_NODES",
        storageClass: "fast",
      }],
    },
    dataVolumes: {
      defaults: [{ namePattern: "shared", mountPath: "/data", accessMode: "ONE_NODE" }],
      isReadOnly: true,
    },
    sharedMemory: { value: false, isReadOnly: true },
    configurations: { value: ["add-gcp-secret"] },
    environment: { TEAM: "vision", LEVEL: "3" },
    imagePullPolicy: "Always",
    problems: [],
  });
});

Deno.test("a key that cannot be read is told, and its default holds; the others have effect", () => {
  const { problems, cpu, memory, accelerators } = readForm(`
spawnerFormDefaults:
  cpu: {value: lots}
  memory: {value: 4Gi, limitFactor: "0.5"}
  gpus: {value: {num: none, vendors: [{limitsKey: nvidia.com/gpu, uiName: GPU}]}}
  tolerationGroup: {value: gpu}
  colour: blue
`);
  assertEquals([cpu, memory], [DEFAULT_FORM.cpu, DEFAULT_FORM.memory]);
  assertEquals(accelerators, { options: [{ resource: "nvidia.com/gpu", displayName: "GPU" }] });
  assertEquals(problems, [
    { path: ["cpu", "value"], message: `"lots" is no amount such as 500m, 2 or 1.5Gi` },
    { path: ["memory", "limitFactor"], message: `"0.5" is neither none nor a number of at least 1` },
    { path: ["tolerationGroup", "value"], message: "has no effect yet" },
    { path: ["colour"], message: "is no key of the form" },
  ]);
});

Deno.test("no workspace is none, and what is not said at all is as shipped", () => {
  assertEquals(readForm("spawnerFormDefaults: {workspaceVolume: {}}").workspace, { defaults: [] });
  assertEquals(readForm("spawnerFormDefaults: {}"), DEFAULT_FORM);
});

Deno.test("what is no such file is refused with the reason", () => {
  for (const content of ["", "images: []", "- a"]) {
    assertThrows(() => readForm(content), Error, "it has no spawnerFormDefaults");
  }
  assertThrows(() => readForm("a: [b"));
});

Deno.test("random values for the keys are read or told, and never throw", () => {
  const odd = [null, 0, -1, "", "x", [], {}, { value: null }, { value: {} }, { value: [{}] }, {
    value: "x",
    options: 3,
  }];
  const keys = ["image", "cpu", "memory", "gpus", "workspaceVolume", "dataVolumes", "shm", "configurations"];
  for (const key of [...keys, "environment", "imagePullPolicy"]) {
    for (const value of odd) readForm(JSON.stringify({ spawnerFormDefaults: { [key]: value } }));
  }
});
