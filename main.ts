/**
 * Controller and API against a cluster: KUBECONFIG, or the ServiceAccount of the pod it runs in. ROLE says which of the
 * two. Exits 78 with the name of the variable where the environment cannot be used.
 */
import { followForm } from "./api/form/run.ts";
import { run as runApi, type RunningApi } from "./api/run.ts";
import { registerCullerMetrics } from "./controller/culler/mod.ts";
import { type ControllerConfig, run as runController, type RunningController } from "./controller/run.ts";
import { faultOfViewer } from "./controller/pvcviewer/viewer_pod.ts";
import { type NotebookMetrics, registerNotebookMetrics } from "./controller/notebook/notebook_metrics.ts";
import type { ControllerSettings } from "./controller/settings.ts";
import { run as runWebhook } from "./controller/webhook/run.ts";
import { parse } from "@std/yaml";
import {
  askOwnNamespace,
  createKubeClient,
  type KubeClient,
  type KubeConfig,
  type KubeMetrics,
  loadKubeConfig,
  registerKubeMetrics,
  transportFromKubeConfig,
} from "./kube/mod.ts";
import {
  type Config,
  ConfigError,
  createLog,
  createMetricsRegistry,
  type Health,
  type Log,
  onStopSignal,
  resolveConfig,
  runInStages,
  serveHealth,
  type StartPart,
  systemClock,
} from "./platform/mod.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;
const UI_DIR = new URL("ui/dist", import.meta.url).pathname;

/** What both roles stand on. */
interface Process {
  config: Config;
  kubeConfig: KubeConfig;
  client: KubeClient;
  log: Log;
  metricsOf: (part: string) => KubeMetrics;
  notebookMetrics: NotebookMetrics;
  /** Where the admin's decisions about idle things are, and what counts them. */
  culling: NonNullable<ControllerConfig["culling"]>;
}

async function startController(parts: Process, signal: AbortSignal): Promise<RunningController> {
  const { config, client, metricsOf, notebookMetrics } = parts;
  const metrics = metricsOf("controller");
  const log = parts.log.with({ part: "controller" });
  const election = config.leaderElect ? await standForElection(parts, signal) : undefined;
  const viewerPodSpec = config.defaultPodSpecPath ? await readPodSpec(config.defaultPodSpecPath) : undefined;
  const measured = { metrics, notebookMetrics, clock: systemClock, log };
  const { culling } = parts;
  const identityHeaders = config.authentication ? [config.authentication.userIdHeader] : [];
  const own = { ...config, ...measured, viewerPodSpec, identityHeaders };
  return await runController({ ...own, culling, client, election }, signal);
}

/** Where the Lease is: as told, where we run, where our ServiceAccount is, or where kubectl would put it. */
async function standForElection({ config, kubeConfig, client, log }: Process, signal: AbortSignal) {
  const namespace = config.leaseNamespace ?? kubeConfig.namespace ??
    await askOwnNamespace(client, { clock: systemClock, log }, signal) ?? "default";
  return { namespace, identity: `${config.hostname}_${crypto.randomUUID()}` };
}

/** Answers apiservers where a certificate is named; every replica does, whichever leads. */
function startWebhook({ config: { host, webhook }, client, log }: Process): StartPart[] {
  if (!webhook) return [];
  const parts = { client, faultOfViewer, log: log.with({ part: "webhook" }) };
  return [(signal) => runWebhook({ ...webhook, host, ...parts }, signal)];
}

async function startApi(
  { config, client, log, metricsOf }: Process,
  isAlsoReady: () => boolean,
  signal: AbortSignal,
): Promise<RunningApi> {
  if (!config.authentication) {
    log.warn("USERID_HEADER is not set: nobody can be told from anybody, so every request is answered with 401.");
  }
  const { host, port, toolOrigin, authentication: header, serviceAccount } = config;
  const apiLog = log.with({ part: "api" });
  return await runApi({
    ...{ client, host, port, toolOrigin, serviceAccount, isAlsoReady, uiDir: UI_DIR, rightsFrom: "any" },
    authentication: { header },
    notebookForm: await followNotebookForm(config, apiLog, signal),
    metrics: metricsOf("api"),
    clock: systemClock,
    log: apiLog,
  }, signal);
}

/** What the admin decided about new notebooks, as it is now. */
async function followNotebookForm({ notebookForm, notebookImages }: Config, log: Log, signal: AbortSignal) {
  const images = notebookImages ? { images: await readImages(notebookImages) } : {};
  const form = notebookForm ? await followForm(notebookForm, { clock: systemClock, log }, signal) : () => ({});
  return () => ({ ...form(), ...images });
}

async function readPodSpec(path: string): Promise<ControllerSettings["viewerPodSpec"]> {
  try {
    const podSpec = parse(await Deno.readTextFile(path)) as ControllerSettings["viewerPodSpec"];
    if (!podSpec?.containers?.length) throw new Error("it names no container");
    return podSpec;
  } catch (cause) {
    const words = `names ${path}, which is no pod to use: ${(cause as Error).message}`;
    throw new ConfigError("DEFAULT_POD_SPEC_PATH", words, { cause });
  }
}

async function readImages(path: string) {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (cause) {
    throw new ConfigError("NOTEBOOK_IMAGES", `names ${path}, which cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}

function connect(env: Record<string, string>): { kubeConfig: KubeConfig; client: KubeClient } {
  try {
    const kubeConfig = loadKubeConfig(env);
    return { kubeConfig, client: createKubeClient(transportFromKubeConfig(kubeConfig)) };
  } catch (cause) {
    throw new ConfigError("KUBECONFIG", `does not lead to a cluster: ${(cause as Error).message}`, { cause });
  }
}

async function main(): Promise<void> {
  const env = Deno.env.toObject();
  const config = resolveConfig(env);
  const log = createLog({ level: config.logLevel });
  const registry = createMetricsRegistry();
  const metrics = { metricsOf: registerKubeMetrics(registry), notebookMetrics: registerNotebookMetrics(registry) };
  const culling = { path: config.cullingConfig, env, metrics: registerCullerMetrics(registry) };
  const parts: Process = { config, ...connect(env), log, culling, ...metrics };
  const stop = onStopSignal();
  let controller: RunningController | undefined;
  let api: RunningApi | undefined;
  // A role that is not run here has nothing to wait for.
  const isControllerReady = () => controller !== undefined || config.role === "api";
  const health: Health = {
    isReady: () => isControllerReady() && (api?.isReady() ?? config.role === "controller"),
    shortcomings: () => [...new Set([...controller?.refusals() ?? [], ...api?.shortcomings() ?? []])],
    metrics: () => registry.metrics(),
  };
  const startRole: Record<"api" | "controller", StartPart> = {
    controller: async (signal) => controller = await startController(parts, signal),
    api: async (signal) => api = await startApi(parts, isControllerReady, signal),
  };
  const listen = (variable: "PORT" | "METRICS_PORT", served: Health): StartPart => {
    const port = variable === "PORT" ? config.port : config.metricsPort;
    return (signal) => serveHealth({ ...served, host: config.host, port, variable }, signal);
  };
  const started = {
    all: [startRole.api, startRole.controller],
    // Without the api nobody else answers on PORT, where users are: no metrics there.
    controller: [listen("PORT", { ...health, metrics: undefined }), startRole.controller],
    api: [startRole.api],
  }[config.role];
  // The webhook is a stage of its own: apiservers are answered while the others still wait for CRDs, and to the last.
  const webhook = config.role === "api" ? [] : startWebhook(parts);
  await runInStages([webhook, [listen("METRICS_PORT", health), ...started]], stop.signal);
}

if (import.meta.main) {
  try {
    await main();
    Deno.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
  }
}
