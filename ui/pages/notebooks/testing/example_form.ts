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
  cpu: { default: { quantity: "500m", value: 0.5 } },
  memory: { default: { quantity: "1Gi", value: 2 ** 30 } },
  accelerators: { options: [{ resource: "nvidia.com/gpu", displayName: "NVIDIA GPU" }] },
  workspace: {
    defaults: [{
      namePattern: "{notebook-name}-workspace",
      mountPath: "/home/jovyan",
      size: { quantity: "10Gi", value: 10 * 2 ** 30 },
      accessMode: "ONE_NODE",
      storageClass: null,
    }],
  },
  configurations: { options: [] },
  sharedMemory: { default: true },
};
