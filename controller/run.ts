/** Effect: runs the controller against an apiserver. */
import { type Clock, systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import type { Running } from "../platform/running.ts";
import { createSingleUseFetch } from "../platform/single_use_fetch.ts";
import {
  createWorkQueue,
  elect,
  type Election,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  NO_KUBE_METRICS,
  type ResourceType,
  type SchemaDocument,
  schemaOfKind,
  type WorkQueue,
} from "../kube/mod.ts";
import { linkDefinitions } from "../kube/structural/mod.ts";
import { careForWebhooks } from "./admission/care_for_webhooks.ts";
import { type WatchedWebhooks, watchWebhooks } from "./admission/watched_webhooks.ts";
import { cullIdle, type Culling } from "./cull_idle.ts";
import { type CullerMetrics, type CullingConfigOptions, followCulling } from "./culler/mod.ts";
import { EventTeller } from "./events/event_teller.ts";
import { createKinds } from "./kinds.ts";
import { NO_NOTEBOOK_METRICS, type NotebookMetrics } from "./notebook/notebook_metrics.ts";
import { createToolProbes } from "./probes/tool_probes.ts";
import { createToolRequest } from "./probes/tool_request.ts";
import { type ControllerSettings, DEFAULT_SETTINGS } from "./settings.ts";
import { CullingFindings } from "./tool/culling_findings.ts";
import { createReconciler, type ReconcilerParts } from "./tool/reconcile.ts";
import { isOwnedByOurs, namesakes } from "./watches/concerned.ts";
import { isReplacedRoute, removeFormerRoutes } from "./watches/former_routes.ts";
import { missingKinds, missingKindWords, someKindServed, watchCrds } from "./watches/watched_crds.ts";
import { type WatchedRoutes, watchRoutes } from "./watches/watched_routes.ts";
import { watchTools } from "./watches/watched_tools.ts";

/** How the controller is run; settings that are left out are Kubeflow's defaults. */
export interface ControllerConfig extends Partial<ControllerSettings> {
  client: KubeClient;
  clock?: Clock;
  log?: Log;
  metrics?: KubeMetrics;
  notebookMetrics?: NotebookMetrics;
  /** Where the Lease is that decides which of several controllers acts, and who this one is; absent: it always acts. */
  election?: { namespace: string; identity: string };
  /** Where the admin's decisions about idle things are, and what counts them; absent: nobody looks. */
  culling?: Pick<CullingConfigOptions, "path" | "env" | "everyMs" | "probes"> & { metrics?: CullerMetrics };
  /** How long nobody has to answer for a webhook that our kinds need before it is said, and before Kubeflow's is removed. */
  webhookTimes?: { reportAfterMs?: number; removeAfterMs?: number };
  /** How many objects are worked on at once; 10. */
  concurrency?: number;
  /** Asks tools whether they answer. */
  fetch?: typeof globalThis.fetch;
}

/** A running controller. */
export interface RunningController extends Running {
  /** What is refused to be shown, which kinds are not installed, why nobody can be elected; empty when nothing is wrong. */
  refusals(): string[];
}

type Observers = { clock: Clock; log: Log; metrics: KubeMetrics; doubts: EventTarget };
/** What only a leader does, with a client that writes only while it leads. */
type Work = (client: KubeClient, term: AbortSignal) => Promise<void>;

/** Name of the Lease. */
const LEASE = "atelier-controller";

const OPENAPI = new URL("../kube/openapi/kubernetes.json", import.meta.url);

/**
 * Runs the controller until `signal` aborts. Resolves once a kind of ours is served and the stores of those that are, and
 * of all else, are in sync or refused, and waits for that as long as it takes. Where there is an election, every controller keeps its stores in sync, and the
 * leader alone works. It needs the rights of deploy/base/access/controller-role.yaml and no others, and those to its Lease.
 */
export async function run(config: ControllerConfig, signal: AbortSignal): Promise<RunningController> {
  const { client, clock = systemClock, log = silentLog } = config;
  const { metrics = NO_KUBE_METRICS, notebookMetrics = NO_NOTEBOOK_METRICS, concurrency = 10 } = config;
  const settings = settingsOf(config);
  // By the cluster's DNS each tool is a host of its own.
  const { fetch = settings.toolAccess === "dns" ? createSingleUseFetch(signal) : globalThis.fetch } = config;
  const doubts = new EventTarget();
  const options = { clock, log, metrics, doubts };
  const followed = config.culling && await followCulling({ ...config.culling, clock, log }, signal);
  const kinds = createKinds(settings);
  const types = [...kinds.values()].map((each) => each.type);
  const crds = watchCrds(client, types, options, signal);
  await someKindServed(crds, types, log, signal);
  // Until there is one nothing is missed: whoever begins to work begins with every object.
  let queue: WorkQueue | undefined;
  const onKey = (key: string) => queue?.add(key);
  const isMissing = (type: ResourceType) => missingKinds(crds, [type]).length > 0;
  const { lookup, ...watched } = await watchTools(client, kinds, onKey, { ...options, isMissing }, signal);
  const onRoute = (route: KubeObject) => namesakes(lookup, "route", route.metadata).forEach(onKey);
  const isOurs = (route: KubeObject) => isOwnedByOurs(lookup, route);
  const routes = watchRoutes(client, { settings, crds, isOurs, onRoute, ...options }, signal);
  routes.subscribe(watched.tellAll);
  const isReplaced = (route: KubeObject) => isReplacedRoute(route, lookup, routes.current());
  await routes.settled();
  const request = createToolRequest(settings, { client, fetch });
  const webhooks = watchWebhooks(client, { types, ...config.webhookTimes, ...options }, signal);
  webhooks.subscribe(watched.tellAll);
  const stores = {
    ...watched.stores,
    routes: () => routes.current(),
    unservedWebhooks: () => webhooks.unserved(),
    schemas: await readSchemas(),
  };
  notebookMetrics.show(stores.statefulSets);
  const work: Work = async (client, term) => {
    const { removeAfterMs } = config.webhookTimes ?? {};
    const own = { webhooks, removeAfterMs, request, concurrency, routes, isOwnedByOurs: isOurs, isReplaced };
    const parts = { ...options, client, kinds, stores, settings, notebookMetrics, ...own };
    const begun = assembleWork({ ...parts, culling: followed && { ...config.culling, followed, fetch } }, term);
    queue = begun.queue;
    watched.tellAll();
    await begun.run();
    queue = undefined;
  };
  const election = startWork(work, { client, election: config.election, ...options }, signal);
  const finished = Promise.all([
    election.finished,
    watched.finished,
    crds.finished,
    routes.finished(),
    webhooks.finished,
    followed?.finished,
  ]).then(() => {});
  const shortcomings = () => {
    const unseen = [crds.refusal, ...watched.refusals(), routes.refusal()];
    const missing = missingKindWords(crds, types);
    return [...unseen, ...missing, election.trouble(), followed?.refusal(), ...webhooks.troubles()];
  };
  return { url: "", finished, refusals: () => shortcomings().filter((each) => each !== undefined) };
}

type WorkParts = Observers & Pick<ReconcilerParts, "client" | "kinds" | "stores" | "settings" | "notebookMetrics"> & {
  request: ReturnType<typeof createToolRequest>;
  webhooks: WatchedWebhooks;
  removeAfterMs?: number;
  concurrency: number;
  routes: WatchedRoutes;
  isOwnedByOurs: (route: KubeObject) => boolean;
  isReplaced: (route: KubeObject) => boolean;
  culling?: Culling;
};

/** What works for one term. Nothing is kept from an earlier one: another has led since. */
function assembleWork({ request, concurrency, ...parts }: WorkParts, term: AbortSignal) {
  const { client, clock, log, metrics } = parts;
  // Nothing is worked on before it runs, by when everything that it needs stands.
  const reconcileKey = (key: string, signal: AbortSignal) => reconcile(key, signal);
  const queue = createWorkQueue({ reconcile: reconcileKey, concurrency, clock, log, metrics, name: "tools" });
  const probes = createToolProbes({ request, onChange: (key) => queue.add(key), clock }, term);
  const teller = new EventTeller({ client, queue, clock, log });
  const findings = new CullingFindings();
  const reconcile = createReconciler({ ...parts, probes, teller, findings });
  const cull = () => parts.culling && cullIdle({ ...parts, findings, queue, culling: parts.culling }, term);
  const care = () => careForWebhooks({ ...parts, teller }, term);
  const tidy = () => removeFormerRoutes(parts, term);
  return { queue, run: () => Promise.all([queue.run(term), teller.run(term), cull(), care(), tidy()]) };
}

/** Works whenever this controller leads, or from now on where there is no election. */
function startWork(
  work: Work,
  { client, election, doubts, ...options }: Pick<ControllerConfig, "client" | "election"> & Observers,
  signal: AbortSignal,
): Election {
  if (!election) return { trouble: () => undefined, finished: work(client, signal) };
  const onSilence = () => doubts.dispatchEvent(new Event("silence"));
  return elect(client, { ...election, name: LEASE, lead: work, onSilence, ...options }, signal);
}

function settingsOf(config: ControllerConfig): ControllerSettings {
  const names = Object.keys({
    ...DEFAULT_SETTINGS,
    gateway: undefined,
    toolOrigin: undefined,
    viewerPodSpec: undefined,
  });
  const given = names.map((name) => [name, config[name as keyof ControllerSettings]]);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

async function readSchemas() {
  const unlinked: SchemaDocument = JSON.parse(await Deno.readTextFile(OPENAPI));
  // Every plan walks them: what a reference means is looked up once.
  const document = { components: { schemas: linkDefinitions(unlinked, {}) } };
  const find = (group: string, kind: string) => schemaOfKind(document, { group, version: "v1", kind });
  return {
    statefulSet: find("apps", "StatefulSet"),
    deployment: find("apps", "Deployment"),
    service: find("", "Service"),
  };
}
