import { type Clock, systemClock } from "../platform/clock.ts";
import { createLog, type Log } from "../platform/log.ts";
import { listenOrTell } from "../platform/listen_error.ts";
import { isLoopbackHost } from "../platform/loopback.ts";
import type { Running } from "../platform/running.ts";
import { createAccessCache, type KubeClient, type KubeMetrics, reviewAccess } from "../kube/mod.ts";
import type { Authentication, Identity } from "./authentication.ts";
import type { ApiContext, ApiServices } from "./context.ts";
import { createGraphql } from "./http/graphql_http.ts";
import { GraphqlSockets, type SocketOptions } from "./http/graphql_socket.ts";
import { createApiHandler } from "./http/handler.ts";
import { InFlight } from "./http/in_flight.ts";
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from "./http/operation_limits.ts";
import { SocketSeats } from "./http/socket_seats.ts";
import { StaticFiles } from "./http/static_files.ts";
import { startRightsWatch } from "./live/rights_watch.ts";
import { LogLanes } from "./logs/log_lanes.ts";
import { DEFAULT_FORM, type NotebookFormSettings } from "./notebook_form.ts";
import { rightsOf } from "./rights.ts";
import { createApiSchema } from "./schema/schema.ts";
import { areSettled, shortcomingsOf, type StartedStores, startStores } from "./stores.ts";

/** What the api needs to know. */
export interface ApiConfig {
  client: KubeClient;
  host: string;
  /** 0: any free one. */
  port: number;
  /** Origin of the tools without a slash at its end; undefined: the page's own. */
  toolOrigin?: string;
  /** The built page; undefined: none is served. */
  uiDir?: string;
  authentication: Authentication;
  /** `rbac`: streams are re-reviewed when roles or bindings change; `any`: every 5 s. */
  rightsFrom: "rbac" | "any";
  /** Asked for each operation. Where it says nothing, Kubeflow's form as shipped holds, without limits. */
  notebookForm: () => Partial<NotebookFormSettings>;
  /** As which ServiceAccount tools run; undefined: `default-editor` where a namespace has it, else `default`. */
  serviceAccount?: string;
  /** Origins beside the page's own that may send requests. */
  allowedOrigins?: readonly string[];
  limits?: Partial<OperationLimits>;
  maxBodyBytes?: number;
  /** How sockets are watched, where it differs from the defaults. */
  sockets?: Partial<Pick<SocketOptions, "initMs" | "pingMs" | "maxOperations" | "highWater" | "hopelessMs">>;
  /** What else must be ready before /readyz says so: other parts of the same process. */
  isAlsoReady?: () => boolean;
  metrics?: KubeMetrics;
  /** The text of /metrics; absent: not served here, where users are. */
  metricsText?: () => Promise<string>;
  clock?: Clock;
  log?: Log;
}

/** A running api. */
export interface RunningApi extends Running {
  /** Whether its stores are in sync. */
  isReady(): boolean;
  /** What is not installed, and what its ServiceAccount may not see, a sentence each. */
  shortcomings(): string[];
}

/** The api without a listener: what `run` serves, and what tests call. */
export interface Api {
  handler(request: Request): Promise<Response>;
  stores: StartedStores;
  isReady(): boolean;
  shortcomings(): string[];
  /** How many sockets are open. */
  openSockets(): number;
  /** Asks all clients to come back later, and lets no new ones in. */
  drain(): void;
}

/** Longest wait at the end for answers under way, in milliseconds. */
const GRACE_MS = 5_000;
/** Given to the last bytes and to the goodbyes of sockets, in milliseconds. */
const FLUSH_MS = 300;

/** Starts the shared watches and makes the handler; it answers at once, and is ready when its stores are. */
export function createApi(config: ApiConfig, signal: AbortSignal): Api {
  const { client, clock = systemClock, log = createLog(), rightsFrom, authentication, metrics, metricsText } = config;
  const cache = createAccessCache((caller, attributes) => reviewAccess(client, caller, attributes), { clock });
  const stores = startStores(client, { rightsFrom, clock, log, metrics }, signal);
  const services: Omit<ApiServices, "form"> = {
    client,
    stores,
    rightsWatch: startRightsWatch({ cache, clock, rbac: stores.rbac }, signal),
    logLanes: new LogLanes(),
    serviceAccount: config.serviceAccount,
    toolOrigin: (config.toolOrigin ?? "").replace(/\/$/, ""),
    clock,
    log,
  };
  const contextOf = (identity: Identity): ApiContext => ({
    ...services,
    form: { ...DEFAULT_FORM, ...config.notebookForm() },
    identity,
    rights: rightsOf(identity, cache, log),
  });
  const engine = createGraphql({
    schema: createApiSchema(),
    contextOf,
    limits: { ...DEFAULT_OPERATION_LIMITS, ...config.limits },
    maxBodyBytes: config.maxBodyBytes ?? 256 * 1024,
    log,
    newId: () => crypto.randomUUID(),
  });
  const sockets = new GraphqlSockets({ engine, clock, log, ...config.sockets });
  let isDraining = false;
  const { isAlsoReady = () => true } = config;
  const isReady = () => areSettled(stores) && isAlsoReady();
  const shortcomings = () => shortcomingsOf(stores);
  const handler = createApiHandler({
    engine,
    sockets,
    seats: new SocketSeats(),
    files: new StaticFiles(config.uiDir),
    authentication,
    isLoopback: isLoopbackHost(config.host),
    allowedOrigins: config.allowedOrigins ?? [],
    health: { isReady, shortcomings, metrics: metricsText },
    isDraining: () => isDraining,
    upgrade,
  });
  const drain = () => {
    isDraining = true;
    sockets.drain();
  };
  return { handler, stores, isReady, shortcomings, openSockets: () => sockets.size, drain };
}

/** Serves the api until the signal aborts; resolves as soon as it listens, which is before its stores are ready. */
export function run(config: ApiConfig, signal: AbortSignal): Promise<RunningApi> {
  const { log = createLog(), clock = systemClock } = config;
  const watching = new AbortController();
  const api = createApi(config, watching.signal);
  const listening = new AbortController();
  const inFlight = new InFlight();
  const { host, port: wanted } = config;
  const server = listenOrTell(host, wanted, "PORT", () =>
    Deno.serve({
      hostname: config.host,
      port: config.port,
      automaticCompression: true,
      signal: listening.signal,
      onListen() {},
      onError(error) {
        log.error("Cannot answer a request", { error });
        return new Response("Something went wrong here.\n", { status: 500 });
      },
    }, (request) => inFlight.track(() => api.handler(request))));
  const finished = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  }).then(async () => {
    api.drain();
    // Streams are not waited for: their answer has begun, and they end with their connection.
    const grace = new AbortController();
    await Promise.race([inFlight.idle(), clock.sleep(GRACE_MS, grace.signal).catch(() => {})]);
    grace.abort();
    await clock.sleep(FLUSH_MS);
    // Not shutdown(): it waits for streams over SSE, which only end with their connection, and after it abort() throws.
    listening.abort();
    watching.abort();
    await Promise.all([server.finished, api.stores.finished]);
  });
  const { hostname, port } = server.addr;
  const { isReady, shortcomings } = api;
  return Promise.resolve({ url: `http://${hostname}:${port}`, finished, isReady, shortcomings });
}

/** Deno leaves `protocol` empty on the server's side whatever was agreed (graphql-ws#587), so it is put there. */
function upgrade(request: Request, protocol: string): { socket: WebSocket; response: Response } {
  const { socket, response } = Deno.upgradeWebSocket(request, { protocol, idleTimeout: 60 });
  Object.defineProperty(socket, "protocol", { value: protocol });
  return { socket, response };
}
