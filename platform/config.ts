import { ConfigError } from "./config_error.ts";
import {
  choice,
  type ContainerSize,
  containerSize,
  type Environment,
  flag,
  hostName,
  objectName,
  origin,
  pathPrefix,
  port,
  text,
} from "./environment.ts";
import { isLoopbackHost } from "./loopback.ts";

/** Which parts a process of `main.ts` runs. */
export type Role = "all" | "controller" | "api";

/** How a caller is known: by a header that a trusted proxy sets, or not at all (every request is a 401). */
export type HeaderAuthentication = { userIdHeader: string; userIdPrefix: string };

/** How the controller makes routes; `auto` finds out what is installed. */
export type RouteKind = "auto" | "istio" | "gateway-api" | "none";

/** How controller and api reach a tool. */
export type ToolAccess = "dns" | "gateway" | "apiserver-proxy";

/** What `main.ts` needs to know, resolved once from the environment. */
export interface Config {
  role: Role;
  host: string;
  port: number;
  metricsPort: number;
  /** Path of a kubeconfig; undefined: in-cluster. */
  kubeconfig: string | undefined;
  authentication: HeaderAuthentication | undefined;
  routes: RouteKind;
  /** False (USE_ISTIO=false): `auto` passes Istio over. */
  allowIstio: boolean;
  istioGateway: string;
  istioHost: string;
  clusterDomain: string;
  /** `namespace/name` of the Gateway that HTTPRoutes attach to. */
  gateway: string | undefined;
  toolAccess: ToolAccess;
  /** Undefined: tools are on the page's own origin, under relative addresses. */
  toolOrigin: string | undefined;
  addFsGroup: boolean;
  /** False (VOLUME_PLACEMENT=off): pods are not placed beside those that have their volumes already. */
  placeBesideVolumes: boolean;
  /** These and the next: undefined where the controller's own default stands. */
  tensorboardImage: string | undefined;
  tensorboardResources: ContainerSize | undefined;
  viewerImage: string | undefined;
  viewerResources: ContainerSize | undefined;
  viewerBasePrefix: string | undefined;
  /** Path of the pod that viewers have which name none, YAML or JSON. */
  defaultPodSpecPath: string | undefined;
  /** False (LEADER_ELECT=false): the controller acts without asking whether another does. */
  leaderElect: boolean;
  /** Where the controller's Lease is; undefined: in the namespace that it runs in. */
  leaseNamespace: string | undefined;
  /** What distinguishes this process for people, such as the name of its pod. */
  hostname: string;
  /** Path of the admin's decisions about what is idle, YAML. */
  cullingConfig: string | undefined;
  /** Path of the admin's form for new notebooks, Kubeflow's spawner_ui_config.yaml. */
  notebookForm: string | undefined;
  /** Path of the admin's list of notebook images, JSON; it wins over those of the form. */
  notebookImages: string | undefined;
  /** As which ServiceAccount the tools run that the api makes; undefined: what each namespace has. */
  serviceAccount: string | undefined;
  /** Where the controller answers the webhooks of apiservers; undefined: nowhere. */
  webhook: WebhookAddress | undefined;
  logLevel: "debug" | "info" | "warn" | "error";
}

/** Where webhooks are answered, on the process' host. */
export interface WebhookAddress {
  port: number;
  /** Of `tls.crt` and `tls.key`. */
  certDir: string;
}

/** Reads the environment of `task start`; throws `ConfigError` naming the variable that is wrong or missing. */
export function resolveConfig(env: Environment): Config {
  const host = text(env, "HOST") ?? "127.0.0.1";
  const authentication = resolveAuthentication(env);
  const role = choice(env, "ROLE", ["all", "controller", "api"], "all");
  if (!authentication && role !== "controller" && !isLoopbackHost(host)) {
    throw new ConfigError(
      "USERID_HEADER",
      `is not set, and HOST is ${host}: without authentication only loopback is served. ` +
        "Set USERID_HEADER to the header in which your proxy passes the user, such as kubeflow-userid.",
    );
  }
  return {
    role,
    host,
    ...resolvePorts(env),
    kubeconfig: text(env, "KUBECONFIG"),
    authentication,
    ...resolveRoutes(env, role),
    istioGateway: objectName(env, "ISTIO_GATEWAY") ?? "kubeflow/kubeflow-gateway",
    istioHost: hostName(env, "ISTIO_HOST") ?? "*",
    clusterDomain: hostName(env, "CLUSTER_DOMAIN") ?? "cluster.local",
    toolAccess: choice(env, "TOOL_ACCESS", ["dns", "gateway", "apiserver-proxy"], "dns"),
    toolOrigin: origin(env, "TOOL_ORIGIN"),
    addFsGroup: flag(env, "ADD_FSGROUP") ?? true,
    // RWO_PVC_SCHEDULING is not asked: Kubeflow's are without it by default, and nobody is better off so.
    placeBesideVolumes: choice(env, "VOLUME_PLACEMENT", ["on", "off"], "on") === "on",
    tensorboardImage: text(env, "TENSORBOARD_IMAGE"),
    tensorboardResources: containerSize(env, "TENSORBOARD_RESOURCES"),
    viewerImage: text(env, "VIEWER_IMAGE"),
    viewerResources: containerSize(env, "VIEWER_RESOURCES"),
    viewerBasePrefix: pathPrefix(env, "VIEWER_BASE_PREFIX"),
    defaultPodSpecPath: text(env, "DEFAULT_POD_SPEC_PATH"),
    leaderElect: flag(env, "LEADER_ELECT") ?? true,
    leaseNamespace: text(env, "LEASE_NAMESPACE"),
    hostname: text(env, "HOSTNAME") ?? "atelier",
    cullingConfig: text(env, "CULLING_CONFIG"),
    notebookForm: text(env, "NOTEBOOK_FORM"),
    notebookImages: text(env, "NOTEBOOK_IMAGES"),
    serviceAccount: text(env, "TOOL_SERVICE_ACCOUNT"),
    webhook: resolveWebhook(env),
    logLevel: choice(env, "LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
  };
}

function resolvePorts(env: Environment): { port: number; metricsPort: number } {
  const ports = { port: port(env, "PORT", 8080), metricsPort: port(env, "METRICS_PORT", 9090) };
  if (ports.port !== ports.metricsPort || ports.port === 0) return ports;
  throw new ConfigError("METRICS_PORT", `is ${ports.port}, as PORT is: users and machines are served apart.`);
}

function resolveAuthentication(env: Environment): HeaderAuthentication | undefined {
  const userIdHeader = text(env, "USERID_HEADER")?.toLowerCase();
  if (!userIdHeader) return undefined;
  if (!/^[a-z0-9-]+$/.test(userIdHeader)) {
    throw new ConfigError("USERID_HEADER", `is "${userIdHeader}", but must be the name of an HTTP header.`);
  }
  return { userIdHeader, userIdPrefix: text(env, "USERID_PREFIX") ?? "" };
}

function resolveRoutes(env: Environment, role: Role): Pick<Config, "routes" | "allowIstio" | "gateway"> {
  const routes = choice(env, "ROUTES", ["auto", "istio", "gateway-api", "none"], "auto");
  const useIstio = flag(env, "USE_ISTIO");
  if (useIstio === false && routes === "istio") {
    throw new ConfigError("USE_ISTIO", "is false, but ROUTES is istio: unset one of them.");
  }
  const gateway = objectName(env, "GATEWAY");
  if (routes === "gateway-api" && !gateway && role !== "api") {
    throw new ConfigError(
      "GATEWAY",
      "is not set, but ROUTES is gateway-api: a route that belongs to no Gateway leads nowhere. " +
        "Set it to yours, such as ingress/public.",
    );
  }
  return { routes, allowIstio: useIstio ?? true, gateway };
}

/** Kubeflow's webhook listened on 4443, so its Services lead there. */
function resolveWebhook(env: Environment): WebhookAddress | undefined {
  const certDir = text(env, "WEBHOOK_CERT_DIR");
  if (certDir !== undefined) return { port: port(env, "WEBHOOK_PORT", 4443), certDir };
  if (text(env, "WEBHOOK_PORT") === undefined) return undefined;
  throw new ConfigError(
    "WEBHOOK_CERT_DIR",
    "is not set, but WEBHOOK_PORT is: apiservers call webhooks over TLS alone. " +
      "Set it to the directory that holds tls.crt and tls.key.",
  );
}
