import type { PvcViewer } from "../../kube/mod.ts";
import { portName } from "../../kube/rules/value_rules.ts";
import { isPlainPath, isRoutablePath } from "../children/plain_path.ts";
import type { PodSpec } from "../children/pod_template.ts";
import { timeoutMs } from "../children/route_timeout.ts";
import type { ControllerSettings } from "../settings.ts";
import { CLOUD_COMMANDER_PORT } from "./cloud_commander.ts";

/** What of the settings a viewer's pod depends on. */
export type ViewerSettings = Pick<
  ControllerSettings,
  "viewerImage" | "viewerResources" | "viewerBasePrefix" | "viewerPodSpec"
>;

/** Whether the viewer leaves its pod to the admin, as Kubeflow's webhook understood it. */
export function isPodLeftOpen({ spec: { podSpec } }: PvcViewer): boolean {
  const { containers, ...others }: Partial<PodSpec> = podSpec ?? {};
  return !containers?.length && Object.keys(others).length === 0;
}

/** How a viewer is reached. */
export interface ViewerNetworking {
  readonly targetPort: number | string;
  readonly basePrefix: string;
  readonly rewrite?: string;
  readonly timeout?: string;
  /** What of its wishes is not followed, a sentence each: everything else is. */
  readonly refused: readonly string[];
}

/** Gateways count in milliseconds; of no length it is none. */
function isTimeout(text: string): boolean {
  const ms = timeoutMs(text);
  return ms !== undefined && (ms === 0 || ms >= 1);
}

/**
 * How a viewer is reached; undefined where nobody is to. One that leaves its pod open is always reached, and its pod is
 * told its own address, so that nothing is rewritten.
 */
export function viewerNetworking(viewer: PvcViewer, settings: ViewerSettings): ViewerNetworking | undefined {
  const { targetPort, basePrefix, rewrite, timeout } = viewer.spec.networking ?? {};
  const isOpen = isPodLeftOpen(viewer);
  const isSaid = [targetPort, basePrefix, rewrite, timeout].some((each) => each !== undefined && each !== "");
  if (!isSaid && !isOpen) return undefined;
  const isCloudCommander = isOpen && !settings.viewerPodSpec;
  const refused: string[] = [];
  const usable = (name: string, value: string | undefined, isUsable: (value: string) => boolean, rule: string) => {
    if (!value || isUsable(value)) return value || undefined;
    refused.push(`networking.${name} must be ${rule}.`);
    return undefined;
  };
  const port = usablePort(targetPort);
  // An apiserver takes 0 for none, too.
  if (targetPort && Number(targetPort) !== 0 && port === undefined) {
    refused.push("networking.targetPort must be a port such as 8080, or the name of one.");
  }
  const path = "a plain absolute path such as /files";
  const rewriteTo = usable("rewrite", rewrite, isPlainPath, path);
  const lasting = usable("timeout", timeout, isTimeout, "a duration such as 30s");
  return {
    targetPort: port ?? (isOpen ? defaultPort(settings) : 80),
    basePrefix: usable("basePrefix", basePrefix, isRoutablePath, path) ?? settings.viewerBasePrefix,
    ...(rewriteTo && !isCloudCommander ? { rewrite: rewriteTo } : {}),
    ...(lasting && timeoutMs(lasting) ? { timeout: lasting } : {}),
    refused,
  };
}

/** A port by its number, also where that is written as a text, or by a name that a Service may have it by. */
function usablePort(port: number | string | undefined): number | string | undefined {
  const read = typeof port === "string" && /^\d+$/.test(port) ? Number(port) : port;
  if (typeof read === "string") return portName("", read).length === 0 ? read : undefined;
  return read !== undefined && read > 0 && read <= 65535 ? read : undefined;
}

function defaultPort({ viewerPodSpec }: ViewerSettings): number {
  return viewerPodSpec?.containers[0]?.ports?.[0]?.containerPort ?? CLOUD_COMMANDER_PORT;
}
