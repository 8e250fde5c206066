import { type KubeObject, type Pod, PODS } from "../../kube/mod.ts";
import { runningStatus } from "../controlplane/still_nodes.ts";
import type { RecordingWorld } from "./recording_world.ts";

/** Something that goes wrong with one of our objects, made in a namespace of its own that has its name. */
export interface Situation {
  readonly name: string;
  /** How it was made, for whoever reads the recording. */
  readonly how: string;
  /** Where the words are upstream's, because no kubelet runs here: the file of its source. */
  readonly wordsFrom?: string;
  /** Of the object that is explained; `Notebook` unless it says otherwise. */
  readonly kind?: string;
  /** Whether the machines are part of it. */
  readonly isAboutNodes?: boolean;
  /** Makes it, and resolves when there is something to record. */
  make(world: RecordingWorld, namespace: string): Promise<void>;
}

const OURS: Readonly<Record<string, string>> = {
  Notebook: "/apis/kubeflow.org/v1/namespaces/NS/notebooks",
  Tensorboard: "/apis/tensorboard.kubeflow.org/v1alpha1/namespaces/NS/tensorboards",
  PVCViewer: "/apis/kubeflow.org/v1alpha1/namespaces/NS/pvcviewers",
};

/** Where our kinds are in a namespace. */
export function pathOf(kind: string, namespace: string): string {
  return OURS[kind].replace("NS", namespace);
}

/** Makes a notebook `lab` in a namespace. */
export async function makeNotebook(
  { create }: RecordingWorld,
  namespace: string,
  spec: Record<string, unknown> = {},
  { name = "lab", container = {}, metadata = {} }: {
    name?: string;
    container?: Record<string, unknown>;
    metadata?: Record<string, unknown>;
  } = {},
): Promise<void> {
  await create(pathOf("Notebook", namespace), {
    apiVersion: "kubeflow.org/v1",
    kind: "Notebook",
    metadata: { name, ...metadata },
    spec: { template: { spec: { containers: [{ name, image: "quay.io/team/lab:1", ...container }], ...spec } } },
  });
}

/** Polls until `look` gives something; fails after a minute and a half. */
export async function awaited<T>(what: string, look: () => Promise<T | undefined | false>): Promise<T> {
  const until = Date.now() + 90_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > until) throw new Error(`Cannot see ${what}: not within 90 s.`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The objects of a collection. */
export async function listAt({ admin }: RecordingWorld, path: string): Promise<KubeObject[]> {
  const response = await admin.fetch("request", path);
  return (await response.json()).items ?? [];
}

/** Resolves when an Event of this reason is there. */
export function anEvent(world: RecordingWorld, namespace: string, reason: string): Promise<unknown> {
  return awaited(`an Event ${reason} in ${namespace}`, async () => {
    const events = await listAt(
      world,
      `/api/v1/namespaces/${namespace}/events`,
    ) as (KubeObject & { reason?: string })[];
    return events.some((each) => each.reason === reason);
  });
}

/** The pod of a notebook, once a scheduler has given it a node. */
export function scheduledPod({ admin }: RecordingWorld, namespace: string, name = "lab-0"): Promise<Pod> {
  return awaited(`${namespace}/${name} on a node`, async () => {
    const pod = await admin.get(PODS, { namespace, name }).catch(() => undefined);
    return pod?.spec?.nodeName ? pod : undefined;
  });
}

/** Writes that everything of a pod runs. */
export async function runs(world: RecordingWorld, pod: Pod, differs: Record<string, unknown> = {}): Promise<void> {
  await world.patchStatus(pod, { ...runningStatus(pod), ...differs });
}
