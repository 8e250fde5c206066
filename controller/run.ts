/** Effect: runs the controller against an apiserver. */
import { type Clock, systemClock } from "../platform/clock.ts";
import { type Log, silentLog } from "../platform/log.ts";
import type { Running } from "../platform/running.ts";
import {
  createWorkQueue,
  keyOf,
  type KubeClient,
  type KubeMetrics,
  type KubeObject,
  NO_KUBE_METRICS,
  type SchemaDocument,
  schemaOfKind,
} from "../kube/mod.ts";
import { EventTeller } from "./notebook/event_teller.ts";
import { createNotebookReconciler } from "./notebook/reconcile.ts";
import { createToolProbes } from "./notebook/tool_probes.ts";
import { type ControllerSettings, DEFAULT_SETTINGS } from "./settings.ts";
import { createToolRequest } from "./tool_request.ts";
import { notebooksServed, watchCrds } from "./watched_crds.ts";
import { watchNotebooks } from "./watched_notebooks.ts";
import { watchRoutes } from "./watched_routes.ts";

/** How the controller is run; settings that are left out are Kubeflow's defaults. */
export interface ControllerConfig extends Partial<ControllerSettings> {
  client: KubeClient;
  clock?: Clock;
  log?: Log;
  metrics?: KubeMetrics;
  /** How many notebooks are worked on at once; 10. */
  concurrency?: number;
  /** Asks tools whether they answer. */
  fetch?: typeof globalThis.fetch;
}

/** A running controller. */
export interface RunningController extends Running {
  /** The apiserver's words about what it refuses to show; empty when everything is seen. */
  refusals(): string[];
}

const OPENAPI = new URL("../kube/openapi/kubernetes.json", import.meta.url);

/**
 * Runs the controller until `signal` aborts. Resolves once Notebooks are served and every store is in sync or refused,
 * and waits for that as long as it takes. It needs the rights of deploy/dev/controller-role.yaml and no others.
 */
export async function run(config: ControllerConfig, signal: AbortSignal): Promise<RunningController> {
  const { client, clock = systemClock, log = silentLog, concurrency = 10, fetch = globalThis.fetch } = config;
  const { metrics = NO_KUBE_METRICS } = config;
  const settings = settingsOf(config);
  const options = { clock, log, metrics };
  const crds = watchCrds(client, options, signal);
  await notebooksServed(crds, log, signal);
  // Nothing is worked on before it runs, by when everything that it needs stands.
  const queue = createWorkQueue({
    reconcile: (key, signal) => reconcile(key, signal),
    concurrency,
    clock,
    log,
    metrics,
    name: "notebooks",
  });
  const onKey = (key: string) => queue.add(key);
  const watched = await watchNotebooks(client, onKey, options, signal);
  const { notebooks } = watched.stores;
  const onAll = () => notebooks.list().forEach((each) => onKey(keyOf(each)));
  const onRoute = (route: KubeObject) => onKey(notebookOfRoute(route));
  const routes = watchRoutes(client, { settings, crds, onRoute, onKind: onAll, ...options }, signal);
  await routes.settled();
  const request = createToolRequest(settings, { client, fetch });
  const probes = createToolProbes({ request, onChange: onKey, clock }, signal);
  const stores = { ...watched.stores, routes: () => routes.current(), schemas: await readSchemas() };
  const teller = new EventTeller({ client, queue, clock, log });
  const reconcile = createNotebookReconciler({ client, stores, settings, probes, clock, log, metrics, teller });
  onAll();
  const worked = Promise.all([queue.run(signal), teller.run(signal)]);
  const finished = Promise.all([worked, watched.finished, crds.finished, routes.finished()]).then(() => {});
  const refusals = () => [crds.refusal, ...watched.refusals(), routes.refusal()].filter((each) => each !== undefined);
  return { url: "", finished, refusals };
}

function settingsOf(config: ControllerConfig): ControllerSettings {
  const names = Object.keys({ ...DEFAULT_SETTINGS, gateway: undefined, toolOrigin: undefined });
  const given = names.map((name) => [name, config[name as keyof ControllerSettings]]);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(given.filter(([, value]) => value !== undefined)) };
}

/** `notebook-<namespace>-<name>` of that namespace. */
function notebookOfRoute({ metadata: { namespace = "", name } }: KubeObject): string {
  return `${namespace}/${name.slice(`notebook-${namespace}-`.length)}`;
}

async function readSchemas() {
  const document: SchemaDocument = JSON.parse(await Deno.readTextFile(OPENAPI));
  const find = (group: string, kind: string) => schemaOfKind(document, { group, version: "v1", kind });
  return { statefulSet: find("apps", "StatefulSet"), service: find("", "Service") };
}
