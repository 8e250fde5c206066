/**
 * Records what happens to our objects when something goes wrong, on a real control plane with our controller, for the
 * table test of `explain`: `deno run -A test/recording/main.ts [name …]`, all or those named. Writes `kube/explain/fixtures/situations.json`.
 */
import { type KubeObject, NAMESPACES } from "../../kube/mod.ts";
import { ADMISSION_SITUATIONS, NO_ADDRESS } from "./admission_situations.ts";
import { KUBELET_SITUATIONS } from "./kubelet_situations.ts";
import { type RecordingWorld, startRecordingWorld } from "./recording_world.ts";
import { SCHEDULER_SITUATIONS } from "./scheduler_situations.ts";
import { listAt, pathOf, type Situation } from "./situation.ts";

const OUT = new URL("../../kube/explain/fixtures/situations.json", import.meta.url);
const ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

/** The collections that explain looks at. */
const COLLECTIONS: readonly [string, (namespace: string) => string][] = [
  ["Notebook", (namespace) => pathOf("Notebook", namespace)],
  ["Tensorboard", (namespace) => pathOf("Tensorboard", namespace)],
  ["PVCViewer", (namespace) => pathOf("PVCViewer", namespace)],
  ["StatefulSet", (namespace) => `/apis/apps/v1/namespaces/${namespace}/statefulsets`],
  ["Deployment", (namespace) => `/apis/apps/v1/namespaces/${namespace}/deployments`],
  ["Pod", (namespace) => `/api/v1/namespaces/${namespace}/pods`],
  ["PersistentVolumeClaim", (namespace) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims`],
  ["Node", () => "/api/v1/nodes"],
  ["Event", (namespace) => `/api/v1/namespaces/${namespace}/events`],
];
const OURS = ["Notebook", "Tensorboard", "PVCViewer"];

/** One situation with everything that explain looks at. */
interface Recording {
  name: string;
  kind: string;
  how: string;
  wordsFrom?: string;
  /** The apiserver's words where it refused a child, which only our controller knows. */
  refusal?: string;
  objects: KubeObject[];
}

async function record(world: RecordingWorld, situation: Situation): Promise<Recording> {
  const { name, how, wordsFrom, kind = "Notebook" } = situation;
  await world.admin.create(NAMESPACES, { metadata: { name } });
  await situation.make(world, name);
  const objects: KubeObject[] = [];
  for (const [each, path] of COLLECTIONS) {
    for (const item of await listAt(world, path(name))) objects.push({ ...item, kind: each });
  }
  const ours = objects.find((each) => each.kind === kind) as { status?: { explanation?: { technical?: string } } };
  const hasWorkload = objects.some((each) => ["StatefulSet", "Deployment"].includes(each.kind!));
  const words = ours?.status?.explanation?.technical;
  const isRefused = words && (!hasWorkload || name === NO_ADDRESS.name);
  console.log(`recorded ${name}`);
  return {
    ...{ name, kind, how, ...(wordsFrom ? { wordsFrom } : {}) },
    ...(isRefused ? { refusal: words } : {}),
    objects: objects.filter((each) => !isMirror(each) && (each.kind !== "Node" || situation.isAboutNodes)).map(trimmed),
  };
}

/** An Event that our controller tells of one of our objects. */
function isMirror(object: KubeObject): boolean {
  const { involvedObject } = object as { involvedObject?: { kind?: string } };
  return OURS.includes(involvedObject?.kind ?? "");
}

/** What of a pod's spec explain looks at; of a workload's it is nothing. */
const OF_POD_SPEC = [
  "nodeName",
  "nodeSelector",
  "affinity",
  "initContainers",
  "containers",
  "volumes",
  "priorityClassName",
  "tolerations",
];
const OF_NODE_SPEC = ["taints"];

/** Without what explain does not look at; of our own objects without the status, which it is to find. */
function trimmed(object: KubeObject): KubeObject {
  const { managedFields: _, annotations = {}, ...metadata } = object.metadata;
  const kept = Object.entries(annotations).filter(([key]) => key !== ANNOTATION);
  const { status, spec, ...rest } = object as KubeObject & { status?: unknown; spec?: Record<string, unknown> };
  const annotated = kept.length > 0 ? { annotations: Object.fromEntries(kept) } : {};
  const isWorkload = object.kind === "StatefulSet" || object.kind === "Deployment";
  const isPod = object.kind === "Pod";
  const isNode = object.kind === "Node";
  const part = Object.entries(spec ?? {}).filter(([key]) => (isNode ? OF_NODE_SPEC : OF_POD_SPEC).includes(key));
  return {
    ...rest,
    metadata: { ...metadata, ...annotated },
    ...(spec && !isWorkload ? { spec: isPod || isNode ? Object.fromEntries(part) : spec } : {}),
    ...(status && !isNode && !OURS.includes(object.kind ?? "") ? { status } : {}),
  } as KubeObject;
}

/** What was recorded before, without what is recorded again. */
async function recordedBefore(again: readonly string[]): Promise<Recording[]> {
  if (again.length === 0) return [];
  const before: Recording[] = JSON.parse(await Deno.readTextFile(OUT));
  return before.filter((each) => !again.includes(each.name))
    .map((each) => ({ ...each, objects: each.objects.map(trimmed) }));
}

const wanted = Deno.args;
const isWanted = ({ name }: Situation) => wanted.length === 0 || wanted.includes(name);
const together = [...ADMISSION_SITUATIONS, ...SCHEDULER_SITUATIONS, ...KUBELET_SITUATIONS].filter(isWanted);
await using world = await startRecordingWorld();
await world.makeNode("n1");
await world.makeNode("n2");
await world.makeNode("tiny", { room: { cpu: "1", memory: "1Gi", pods: "10" } });
await world.makeNode("reserved", { taints: [{ key: "dedicated", value: "ml", effect: "NoSchedule" }] });
await world.makeNode("lost", { livesMs: 10_000 });
const settled = await Promise.allSettled(together.map((each) => record(world, each)));
const last = isWanted(NO_ADDRESS) ? await Promise.allSettled([record(world, NO_ADDRESS)]) : [];
const all = [...settled, ...last];
for (const each of all) if (each.status === "rejected") console.error(each.reason);
const recorded = all.flatMap((each) => each.status === "fulfilled" ? [each.value] : []);
const everything = [...await recordedBefore(wanted), ...recorded];
await Deno.writeTextFile(OUT, `${JSON.stringify(everything, undefined, 2)}\n`);
if (recorded.length < all.length) Deno.exitCode = 1;
