import type { NotebookForm } from "../../../data/mod.ts";

/** A form as the server gives it where the admin has set nothing, for tests. */
export const exampleForm: NotebookForm = {
  namespace: "demo",
  images: [{
    serverType: "JUPYTER",
    displayName: "JupyterLab",
    allowsCustom: true,
    default: "quay.io/jupyter/minimal-notebook:latest",
    isReadOnly: false,
    options: [],
  }],
  cpu: { default: { quantity: "500m", value: 0.5 }, isReadOnly: false },
  memory: { default: { quantity: "1Gi", value: 2 ** 30 }, isReadOnly: false },
  accelerators: {
    options: [{ resource: "nvidia.com/gpu", displayName: "NVIDIA GPU" }],
    default: null,
    isReadOnly: false,
  },
  workspace: {
    defaults: [{
      namePattern: "{notebook-name}-workspace",
      mountPath: "/home/jovyan",
      isExisting: false,
      size: { quantity: "10Gi", value: 10 * 2 ** 30 },
      accessMode: "ONE_NODE",
      storageClass: null,
    }],
    isReadOnly: false,
  },
  dataVolumes: { defaults: [], isReadOnly: false },
  configurations: { options: [], default: [], isReadOnly: false },
  sharedMemory: { default: true, isReadOnly: false },
  problems: [],
};
