import { type KubeClient, reach } from "../../kube/mod.ts";
import type { ToolQuestion } from "./tool_question.ts";
import type { ControllerSettings } from "../settings.ts";

/** Lets a gateway tell our own questions from people's requests. */
const PROBE_HEADERS = { "x-atelier-probe": "1" };

/** Asks a tool once and gives its HTTP status; undefined where these settings leave no way to ask. */
export function createToolRequest(
  settings: ControllerSettings,
  { client, fetch }: { client: KubeClient; fetch: typeof globalThis.fetch },
): ((question: ToolQuestion, signal: AbortSignal) => Promise<number>) | undefined {
  const { toolAccess: access, toolOrigin, clusterDomain } = settings;
  if (access === "gateway" && !toolOrigin) return undefined;
  // The client knows where the apiserver is; only the path of this URL is used then.
  const config = { access, toolOrigin: access === "gateway" ? toolOrigin! : "http://apiserver", clusterDomain };
  return async ({ service, path, routedPath }, signal) => {
    const url = reach(config, service, access === "gateway" ? routedPath : path);
    const init = { headers: PROBE_HEADERS, redirect: "manual" as const, signal };
    const response = access === "apiserver-proxy"
      ? await client.fetch("request", url.pathname + url.search, init)
      : await fetch(url, init);
    await response.body?.cancel();
    return response.status;
  };
}
