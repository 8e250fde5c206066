/** What Kubeflow 1.11 leaves behind in a namespace, put onto a control plane as its controllers wrote it. */
import deployments from "../../controller/children/fixtures/kubeflow-1.11-deployments.json" with { type: "json" };
import notebooks from "../../controller/notebook/fixtures/kubeflow-1.11-notebooks.json" with { type: "json" };
import {
  DEPLOYMENTS,
  type KubeClient,
  type KubeObject,
  NAMESPACES,
  NOTEBOOKS,
  PVC_VIEWERS,
  type ResourceType,
  SERVICE_ACCOUNTS,
  SERVICES,
  STATEFUL_SETS,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { inParallel } from "../bench/notebooks.ts";
import { makeClaim } from "../controller/kinds_world.ts";

/** VirtualServices as Kubeflow writes them. */
export const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1beta1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};

/** What is taken over, and what belongs to it and is written by a controller. */
export const TOOLS = [NOTEBOOKS, TENSORBOARDS, PVC_VIEWERS] as ResourceType[];
export const CHILDREN = [STATEFUL_SETS, DEPLOYMENTS, SERVICES, VIRTUAL_SERVICES] as ResourceType[];

/** Field managers of the controllers that are replaced, by what they look after. */
export const FORMER: Readonly<Record<string, string>> = {
  Notebook: "notebook-controller",
  Tensorboard: "tensorboard-controller",
  PVCViewer: "pvcviewer-controller",
};

/** How many pods run in each namespace; two more find no node, one notebook is stopped, one TensorBoard has no claim. */
export const RUNNING_PODS = 17;

const RECORDED = JSON.stringify([...notebooks.items, ...deployments.items]);
/** Volumes that many nodes may mount. */
const SHARED = ["shared"];
const WIDTH = 16;

type Recorded = KubeObject & { status?: unknown; spec?: Record<string, unknown> };

/** Puts it into each of the namespaces, which are made. */
export async function loadLeftovers(admin: KubeClient, namespaces: readonly string[]): Promise<void> {
  const signal = AbortSignal.timeout(600_000);
  await inParallel(namespaces, { width: WIDTH, signal }, (each) => loadNamespace(admin, each));
}

async function loadNamespace(admin: KubeClient, namespace: string): Promise<void> {
  const items = recordedIn(namespace);
  await admin.create(NAMESPACES, { metadata: { name: namespace } });
  await admin.create(SERVICE_ACCOUNTS, { metadata: { namespace, name: "default-editor" } });
  for (const name of claimNames(items)) {
    await makeClaim(admin, name, { namespace, mode: SHARED.includes(name) ? "ReadWriteMany" : "ReadWriteOnce" });
  }
  const uids = new Map<string, string>();
  for (const type of TOOLS) {
    for (const item of items.filter((each) => each.kind === type.kind)) {
      uids.set(item.metadata.uid!, await loadTool(admin, type, item));
    }
  }
  for (const type of CHILDREN) {
    for (const item of items.filter((each) => each.kind === type.kind)) {
      const [owner] = item.metadata.ownerReferences!;
      const body = withoutAnswers(item);
      body.metadata.ownerReferences = [{ ...owner, uid: uids.get(owner.uid)! }];
      await admin.create(type, body, { fieldManager: FORMER[owner.kind] });
    }
  }
}

/** Everything that was recorded, of a namespace of another name. */
function recordedIn(namespace: string): Recorded[] {
  return JSON.parse(RECORDED.replaceAll(/(?<![a-z])team(?![a-z])/g, namespace));
}

/** All but that of the legacy TensorBoard, which Kubeflow never found. */
function claimNames(items: readonly Recorded[]): string[] {
  const volumes = JSON.stringify(items.filter((each) => each.kind === "Pod"));
  const mounted = [...volumes.matchAll(/"claimName":"([^"]+)"/g)].map(([, name]) => name);
  return [...new Set([...mounted, "stopped-workspace"])];
}

async function loadTool(admin: KubeClient, type: ResourceType, item: Recorded): Promise<string> {
  const made = await admin.create(type, withoutAnswers(item), { fieldManager: "kubectl-client-side-apply" });
  const { status } = item;
  const options = { type: "merge", subresource: "status", fieldManager: FORMER[type.kind] } as const;
  if (status) await admin.patch(type, made.metadata, { status }, options);
  return made.metadata.uid!;
}

/** What identifies and describes an object, without what an apiserver gave it. */
function withoutAnswers({ kind, apiVersion, metadata, status: _, ...body }: Recorded): KubeObject {
  const { name, namespace, labels, annotations } = metadata;
  const given = kind === "Service" ? ["clusterIP", "clusterIPs"] : [];
  const spec = Object.fromEntries(Object.entries(body.spec ?? {}).filter(([key]) => !given.includes(key)));
  return { kind, apiVersion, metadata: { name, namespace, labels, annotations }, ...body, spec } as KubeObject;
}
