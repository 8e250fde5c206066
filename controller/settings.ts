import type { RouteKind, ToolAccess } from "../platform/config.ts";
import type { Container, PodSpec } from "./children/pod_template.ts";

/** What the admin decided about children; plain data, so that plans stay pure. */
export interface ControllerSettings {
  /** ROUTES; `auto` takes what is installed, Istio first. */
  readonly routes: RouteKind;
  /** False (USE_ISTIO=false): `auto` passes Istio over. */
  readonly allowIstio: boolean;
  /** `namespace/name` of the Gateway that VirtualServices attach to. */
  readonly istioGateway: string;
  readonly istioHost: string;
  /** Such as `cluster.local`. */
  readonly clusterDomain: string;
  /** `namespace/name` of the Gateway that HTTPRoutes attach to. */
  readonly gateway?: string;
  /** Whether pods without a securityContext get `fsGroup: 100`. */
  readonly addFsGroup: boolean;
  /** Whether pods are placed beside those that have their volumes already. */
  readonly placeBesideVolumes: boolean;
  /** Image of Tensorboards that name none. */
  readonly tensorboardImage: string;
  /** Size of Tensorboards that say nothing of it. */
  readonly tensorboardResources: NonNullable<Container["resources"]>;
  /** Image of viewers that leave their pod open. */
  readonly viewerImage: string;
  /** Size of viewers' containers that say nothing of it. */
  readonly viewerResources: NonNullable<Container["resources"]>;
  /** Where viewers are under the tools' origin, without a slash at the end. */
  readonly viewerBasePrefix: string;
  /** The admin's pod of viewers that leave it open; absent: Cloud Commander. */
  readonly viewerPodSpec?: PodSpec;
  /** By which users are known here, in small letters: no notebook may have them set. */
  readonly identityHeaders: readonly string[];
  readonly toolAccess: ToolAccess;
  /** Where tools are reached from outside the cluster's network; needed by `gateway` and `apiserver-proxy`. */
  readonly toolOrigin?: string;
}

/** Kubeflow's defaults: what a controller does that nobody configured. */
export const DEFAULT_SETTINGS: ControllerSettings = {
  routes: "auto",
  allowIstio: true,
  istioGateway: "kubeflow/kubeflow-gateway",
  istioHost: "*",
  clusterDomain: "cluster.local",
  addFsGroup: true,
  placeBesideVolumes: true,
  tensorboardImage: "tensorflow/tensorflow:2.5.1",
  tensorboardResources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "1", memory: "2Gi" } },
  viewerImage: "coderaiser/cloudcmd:18.8.11",
  viewerResources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
  viewerBasePrefix: "/volumes/devices",
  identityHeaders: [],
  toolAccess: "dns",
};

/** Field manager of everything that the controller applies. */
export const CONTROLLER = "atelier-controller";
