import { toolContainerName, viewerPath } from "../../kube/explain/mod.ts";
import {
  claimNamesOf,
  PVC_VIEWER_NAME_MAX,
  PVC_VIEWERS,
  type PvcViewer,
  type PvcViewerStatus,
  type RootedSchema,
  withClaim,
} from "../../kube/mod.ts";
import { mergeDuplicates } from "../children/merge_duplicates.ts";
import type { PodSpec } from "../children/pod_template.ts";
import { type Reach, recordedReach } from "../children/recorded_reach.ts";
import type { OwnCondition } from "../status/conditions.ts";
import { condition } from "../status/own_conditions.ts";
import type { ToolStatusFacts } from "../status/tool_status.ts";
import type { RouteWish, ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { type ViewerNetworking, viewerNetworking, type ViewerSettings } from "./viewer_networking.ts";
import { faultOfViewer, hasPort, viewerPod } from "./viewer_pod.ts";

/** How PVCViewers differ from other kinds: children of names of their own, and Cloud Commander where nothing is said. */
export function createPvcViewerKind(settings: ViewerSettings): ToolKind<PvcViewer> {
  return {
    type: PVC_VIEWERS,
    workload: "Deployment",
    rank: 0,
    prefixOf: () => "pvcviewer-",
    complete: withClaim,
    claimsOf: (viewer) =>
      [...new Set([viewer.spec.pvc, ...claimNamesOf(viewer.spec.podSpec?.volumes)])].filter(Boolean),
    containerOf: (viewer) => toolContainerName(viewer.metadata.name, viewerPod(viewer, settings).containers),
    wishOf: (viewer, reach) => viewerWish(reach ? withReach(viewer, reach, settings) : viewer, settings),
    reachOf: recordedReach,
    statusOf: viewerStatus,
    statusSchema: STATUS_SCHEMA,
  };
}

const STATUS_SCHEMA: RootedSchema = {
  schema: {
    properties: {
      status: { properties: { containerState: { type: "object", "x-kubernetes-map-type": "atomic" } } },
    },
  },
  definitions: {},
};

function viewerWish(viewer: PvcViewer, settings: ViewerSettings): ToolWish {
  const labels = labelsOf(viewer);
  const networking = viewerNetworking(viewer, settings);
  const route = networking && routeOf(viewer, networking);
  const { spec, merged } = mergeDuplicates(viewerPod(viewer, settings));
  return {
    template: { metadata: { labels }, spec },
    merged,
    ...faultOf(viewer),
    selector: labels,
    labels,
    ...(networking
      ? { service: { portName: "http", targetPort: networking.targetPort }, reach: toReach(networking) }
      : {}),
    ...(route ? { route, question: { path: route.rewrite, routedPath: route.prefix, accepts: "any" } } : {}),
    conditions: networking ? networkingRefused(networking, spec) : [],
  };
}

function toReach({ targetPort, basePrefix, rewrite = "" }: ViewerNetworking): Reach {
  return { targetPort, basePrefix, rewrite };
}

/** The viewer as if it asked for what its pod was made for; it is read like any other. One that is not to be reached is not. */
function withReach(viewer: PvcViewer, reach: Reach, settings: ViewerSettings): PvcViewer {
  if (!viewerNetworking(viewer, settings)) return viewer;
  const { spec } = viewer;
  return { ...viewer, spec: { ...spec, networking: { ...spec.networking, ...reach } } };
}

function networkingRefused({ refused, targetPort }: ViewerNetworking, pod: PodSpec): OwnCondition[] {
  // It is asked for all the same: who changes pods on their way may add it.
  const isUnnamed = typeof targetPort === "string" && !hasPort(pod, targetPort);
  const words = [...refused, ...(isUnnamed ? [`No container of the pod has a port of the name ${targetPort}.`] : [])];
  return words.length > 0 ? [condition("NetworkingRefused", "NotUsable", words.join(" "))] : [];
}

function labelsOf({ metadata: { name } }: PvcViewer): Record<string, string> {
  return {
    "app.kubernetes.io/name": name,
    "app.kubernetes.io/instance": `pvcviewer-${name}`,
    "app.kubernetes.io/part-of": "pvc-viewer",
  };
}

function routeOf(
  { metadata: { name, namespace = "" } }: PvcViewer,
  { basePrefix, rewrite, timeout }: NonNullable<ReturnType<typeof viewerNetworking>>,
): RouteWish {
  const prefix = viewerPath(basePrefix, namespace, name);
  return { prefix, rewrite: rewrite || prefix, headers: {}, ...(timeout ? { timeout } : {}) };
}

function faultOf(viewer: PvcViewer): Pick<ToolWish, "fault" | "invalid"> {
  const invalid = faultOfViewer(viewer);
  if (invalid) {
    return { fault: { reason: "InvalidSpec", parameters: { detail: invalid }, technical: invalid }, invalid };
  }
  if (viewer.metadata.name.length <= PVC_VIEWER_NAME_MAX) return {};
  return { fault: { reason: "NameTooLong", parameters: { max: String(PVC_VIEWER_NAME_MAX) } } };
}

function viewerStatus(facts: ToolStatusFacts): PvcViewerStatus {
  const byType = new Map([...facts.workloadConditions, ...facts.conditions].map((each) => [each.type, each]));
  const { containerState } = facts;
  return {
    conditions: [...byType.values()],
    ready: facts.readyReplicas >= 1,
    ...(Object.keys(containerState).length > 0 ? { containerState } : {}),
    ...facts.shared,
  };
}
