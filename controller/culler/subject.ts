import { type Pod, PULL_PROGRESS_ANNOTATION, SERVER_TYPE_ANNOTATION, STOPPED_ANNOTATION } from "../../kube/mod.ts";
import { compareQuantities, type KubeObject, parseQuantity } from "../../kube/mod.ts";
import type { ToolAddress } from "./tool_address.ts";

/** The kinds that may be culled. */
export const CULLED_KINDS = ["Notebook", "Tensorboard", "PVCViewer"] as const;
/** One of them. */
export type CulledKind = (typeof CULLED_KINDS)[number];

/** How the pod of a subject is. */
export interface PodRun {
  readonly state: "absent" | "pulling" | "starting" | "not-ready" | "ready";
  /** When the tool's container started last, in ms since 1970. */
  readonly startedAt?: number;
  /** The pod and the tool's container in it, while there is one. */
  readonly pod?: { readonly name: string; readonly container: string };
}

/** What may be culled, as far as culling needs to know: of any kind. */
export interface CullingSubject {
  readonly kind: CulledKind;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of its pod, else of its next one; empty where neither is known. */
  readonly images: readonly string[];
  /** Names of the resources that its containers ask for, such as `nvidia.com/gpu`. */
  readonly resources: readonly string[];
  /** Of notebooks: `jupyter`, `group-one`, …; of others their kind in small letters. */
  readonly serverType: string;
  readonly isLeaving: boolean;
  readonly isStopped: boolean;
  readonly run: PodRun;
  /** Absent where it has no Service. */
  readonly tool?: ToolAddress;
}

/** `kind/namespace/name`. */
export function keyOfSubject({ kind, namespace, name }: Pick<CullingSubject, "kind" | "namespace" | "name">): string {
  return `${kind}/${namespace}/${name}`;
}

/** Kubeflow's own culler asks every notebook as if it were a Jupyter. */
const DEFAULT_SERVER_TYPE = "jupyter";

/** What of an object is not in the object itself. */
export interface SubjectParts {
  readonly pod?: Pod;
  /** What its next pod is made from. */
  readonly template?: Pick<NonNullable<Pod["spec"]>, "containers">;
  /** Name of the tool's container; where there is none of that name, the pod's first counts. */
  readonly container: string;
  readonly tool?: ToolAddress;
}

/** An object of one of the kinds, as a subject. */
export function subjectOf(
  kind: CulledKind,
  object: KubeObject,
  { pod, template, container, tool }: SubjectParts,
): CullingSubject {
  const { metadata } = object;
  const { annotations = {}, labels = {}, namespace = "", name, uid = "", resourceVersion = "" } = metadata;
  const containers = (pod?.spec ?? template)?.containers ?? [];
  return {
    ...{ kind, namespace, name, uid, resourceVersion, labels, annotations },
    images: containers.map((each) => each.image ?? "").filter((each) => each !== ""),
    resources: [...new Set(containers.flatMap(({ resources }) => requested(resources)))],
    serverType: kind === "Notebook" ? annotations[SERVER_TYPE_ANNOTATION] ?? DEFAULT_SERVER_TYPE : kind.toLowerCase(),
    isLeaving: metadata.deletionTimestamp !== undefined,
    isStopped: annotations[STOPPED_ANNOTATION] !== undefined,
    run: podRunOf(pod, container),
    ...(tool ? { tool } : {}),
  };
}

type Resources = NonNullable<NonNullable<Pod["spec"]>["containers"][number]["resources"]>;

function requested(resources: Resources | undefined): string[] {
  const amounts = Object.entries({ ...resources?.limits, ...resources?.requests });
  return amounts.filter(([, amount]) => isSome(amount)).map(([name]) => name);
}

function isSome(amount: string): boolean {
  const quantity = parseQuantity(amount);
  return quantity !== undefined && compareQuantities(quantity, parseQuantity("0")!) > 0;
}

/** How a pod is; `container` names the tool's. */
export function podRunOf(pod: Pod | undefined, container: string): PodRun {
  if (!pod || pod.metadata.deletionTimestamp) return { state: "absent" };
  const statuses = pod.status?.containerStatuses ?? [];
  const status = statuses.find((each) => each.name === container) ?? statuses[0];
  const startedAt = Date.parse(status?.state?.running?.startedAt ?? "");
  if (Number.isNaN(startedAt)) {
    return { state: isPulling(pod, status?.state?.waiting?.reason) ? "pulling" : "starting" };
  }
  const isReady = pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True") ?? false;
  const state = isReady && pod.status?.phase === "Running" ? "ready" : "not-ready";
  return { state, startedAt, pod: { name: pod.metadata.name, container: status!.name } };
}

/** Kubernetes says `ContainerCreating` while it pulls, too. */
function isPulling(pod: Pod, reason = ""): boolean {
  return /Image|^ContainerCreating$/.test(reason) || pod.metadata.annotations?.[PULL_PROGRESS_ANNOTATION] !== undefined;
}
