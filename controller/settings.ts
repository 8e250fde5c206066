import type { RouteKind, ToolAccess } from "../platform/config.ts";

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
  toolAccess: "dns",
};

/** Field manager of everything that the controller applies. */
export const CONTROLLER = "atelier-controller";
