import type { IncomingHttpHeaders } from "node:http";
import { isLoopbackHost } from "../../platform/loopback.ts";
import type { Route } from "../../kube/routing/routes.ts";

/** What the gateway itself answers, before any route is asked. */
export interface Refusal {
  status: number;
  location?: string;
  text: string;
}

/**
 * Why a request is not served: a foreign Host (rebinding), `localhost` (tools must not share the page's cookies, so it is
 * sent to 127.0.0.1), or a foreign Origin where something could be changed.
 */
export function refuse(method: string, url: string, headers: IncomingHttpHeaders): Refusal | undefined {
  const host = headers.host ?? "";
  if (!isLoopbackHost(host)) {
    return { status: 421, text: "Cannot serve this host: tools are served on 127.0.0.1 only.\n" };
  }
  const port = /:\d+$/.exec(host)?.[0] ?? "";
  const own = `http://127.0.0.1${port}`;
  const isUpgrade = headers.upgrade !== undefined;
  if (host !== `127.0.0.1${port}`) {
    if (isUpgrade) return { status: 421, text: "Cannot upgrade here: tools are served on 127.0.0.1 only.\n" };
    return { status: 307, location: own + (url.startsWith("/") ? url : "/"), text: "" };
  }
  const isSafe = ["GET", "HEAD", "OPTIONS"].includes(method) && !isUpgrade;
  if (isSafe || !headers.origin || headers.origin === own) return undefined;
  return { status: 403, text: "Cannot accept this origin.\n" };
}

const HOP_BY_HOP =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|kubeflow-userid|kubeflow-groups|forwarded|x-forwarded-.*|x-atelier-.*)$/;
const NOT_ANSWERED =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|service-worker-allowed|clear-site-data)$/;

/** The headers that a tool gets: no identity, no cookie of ours, nothing of this hop; `upgrade` keeps what upgrades. */
export function toolHeaders(
  headers: IncomingHttpHeaders,
  route: Route,
  isUpgrade: boolean,
): Record<string, string | string[]> {
  const named = (headers.connection ?? "").toLowerCase().split(",").map((each) => each.trim());
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.test(name) || named.includes(name)) continue;
    kept[name] = value;
  }
  if (headers.cookie) {
    const cookies = headers.cookie.split(/;\s*/).filter((each) => !each.startsWith("atelier-")).join("; ");
    if (cookies) kept.cookie = cookies;
    else delete kept.cookie;
  }
  for (const name of route.headers.remove) delete kept[name.toLowerCase()];
  for (const [name, value] of Object.entries(route.headers.set)) kept[name.toLowerCase()] = value;
  if (isUpgrade) Object.assign(kept, { connection: "Upgrade", upgrade: headers.upgrade });
  return kept;
}

/** The headers of a tool's answer that the browser gets. */
export function answerHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const named = (headers.connection ?? "").toLowerCase().split(",").map((each) => each.trim());
  const kept = Object.entries(headers).filter(([name]) => !NOT_ANSWERED.test(name) && !named.includes(name));
  return Object.fromEntries(kept) as Record<string, string | string[]>;
}
