import { type KubeClient, reach, type ReachConfig } from "../../../kube/mod.ts";
import type { ToolAddress } from "../tool_address.ts";

/** How tools are reached from here. */
export interface ToolWay {
  readonly access: ReachConfig["access"];
  /** Needed by `gateway`. */
  readonly toolOrigin?: string;
  readonly clusterDomain: string;
}

/** Lets a gateway tell our own questions from people's requests. */
const PROBE_HEADERS = { "x-atelier-probe": "1" };

/**
 * Asks a tool for a path below its own, redirects not followed; undefined where this way leads nowhere. Through the gateway
 * the path keeps the tool's prefix, so that nobody's path leads to another's tool.
 */
export function createAskTool(
  { access, toolOrigin, clusterDomain }: ToolWay,
  { client, fetch }: { client: KubeClient; fetch: typeof globalThis.fetch },
): ((tool: ToolAddress, path: string, signal: AbortSignal) => Promise<Response>) | undefined {
  if (access === "gateway" && !toolOrigin) return undefined;
  // The client knows where the apiserver is; only the path of this URL is used then.
  const config = { access, toolOrigin: access === "gateway" ? toolOrigin! : "http://apiserver", clusterDomain };
  return ({ service, routedPath, ownPath }, path, signal) => {
    const url = reach(config, service, `${access === "gateway" ? routedPath : ownPath}${path}`);
    const init = { headers: PROBE_HEADERS, redirect: "manual" as const, signal };
    return access === "apiserver-proxy" ? client.fetch("request", url.pathname + url.search, init) : fetch(url, init);
  };
}
