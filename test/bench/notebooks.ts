import type { Notebook } from "../../kube/mod.ts";
import { NAMESPACE } from "./bench_plane.ts";

/** The names of `count` notebooks. */
export function notebookNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `notebook-${index + 1}`);
}

/** A notebook as users make them. */
export function exampleNotebook(name: string): Notebook {
  const container = {
    name,
    image: "registry.example.org/kubeflow/jupyter-scipy:v1.11.0",
    resources: { requests: { cpu: "500m", memory: "1Gi" }, limits: { cpu: "2", memory: "4Gi" } },
    volumeMounts: [{ name: "dshm", mountPath: "/dev/shm" }],
  };
  return {
    metadata: {
      name,
      namespace: NAMESPACE,
      annotations: { "notebooks.kubeflow.org/server-type": "jupyter" },
    },
    spec: {
      template: { spec: { containers: [container], volumes: [{ name: "dshm", emptyDir: { medium: "Memory" } }] } },
    },
  };
}

/** Works on all items, at most `width` at once; begins nothing more when the signal aborts. */
export async function inParallel<T>(
  items: readonly T[],
  { width, signal }: { width: number; signal: AbortSignal },
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) {
      signal.throwIfAborted();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}
