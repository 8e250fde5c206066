import { toolContainerName, type Verdict, viewerPath } from "../../kube/explain/mod.ts";
import {
  claimNamesOf,
  PVC_VIEWERS,
  type PvcViewer,
  type PvcViewerStatus,
  type RootedSchema,
  withClaim,
} from "../../kube/mod.ts";
import { mergeDuplicates } from "../children/merge_duplicates.ts";
import type { ToolStatusFacts } from "../status/tool_status.ts";
import type { RouteWish, ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { faultOfViewer, viewerNetworking, viewerPod, type ViewerSettings } from "./viewer_pod.ts";

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
    wishOf: (viewer) => viewerWish(viewer, settings),
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
  const invalid = faultOfViewer(viewer);
  return {
    template: { metadata: { labels }, spec },
    merged,
    ...(invalid ? { fault: toVerdict(invalid), invalid } : {}),
    selector: labels,
    labels,
    ...(networking ? { service: { portName: "http", targetPort: networking.targetPort } } : {}),
    ...(route ? { route, question: { path: route.rewrite, routedPath: route.prefix, accepts: "any" } } : {}),
    conditions: [],
  };
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

function toVerdict(invalid: string): Verdict {
  return { reason: "InvalidSpec", parameters: { detail: invalid }, technical: invalid };
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
