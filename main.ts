/**
 * Controller and API against a cluster: KUBECONFIG, or the ServiceAccount of the pod it runs in. ROLE says which of the
 * two. Exits 78 with the name of the variable where the environment cannot be used.
 */
import { run as runApi, type RunningApi } from "./api/run.ts";
import { run as runController } from "./controller/run.ts";
import { createKubeClient, type KubeClient, loadKubeConfig, transportFromKubeConfig } from "./kube/mod.ts";
import {
  type Config,
  ConfigError,
  createLog,
  type Log,
  onStopSignal,
  resolveConfig,
  runInStages,
  type Running,
  serveHealth,
  type StartPart,
  systemClock,
} from "./platform/mod.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;
const UI_DIR = new URL("ui/dist", import.meta.url).pathname;

function startController(config: Config, client: KubeClient, log: Log, signal: AbortSignal): Promise<Running> {
  return runController({ ...config, client, clock: systemClock, log: log.with({ part: "controller" }) }, signal);
}

async function startApi(
  config: Config,
  client: KubeClient,
  log: Log,
  isAlsoReady: () => boolean,
  signal: AbortSignal,
): Promise<RunningApi> {
  if (!config.authentication) {
    log.warn("USERID_HEADER is not set: nobody can be told from anybody, so every request is answered with 401.");
  }
  const { host, port, toolOrigin, authentication: header, notebookImages } = config;
  return await runApi({
    ...{ client, host, port, toolOrigin, isAlsoReady, uiDir: UI_DIR, rightsFrom: "any" },
    authentication: { header },
    notebookForm: { images: notebookImages ? await readImages(notebookImages) : [] },
    clock: systemClock,
    log: log.with({ part: "api" }),
  }, signal);
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

function connect(env: Record<string, string>): KubeClient {
  try {
    return createKubeClient(transportFromKubeConfig(loadKubeConfig(env)));
  } catch (cause) {
    throw new ConfigError("KUBECONFIG", `does not lead to a cluster: ${(cause as Error).message}`, { cause });
  }
}

async function main(): Promise<void> {
  const env = Deno.env.toObject();
  const config = resolveConfig(env);
  const log = createLog({ level: config.logLevel });
  const client = connect(env);
  const stop = onStopSignal();
  // A role that is not run here has nothing to wait for.
  let isControllerReady = config.role === "api";
  let isApiReady = () => config.role === "controller";
  const isReady = () => isControllerReady && isApiReady();
  const controller: StartPart = async (signal) => {
    const running = await startController(config, client, log, signal);
    isControllerReady = true;
    return running;
  };
  const api: StartPart = async (signal) => {
    const running = await startApi(config, client, log, () => isControllerReady, signal);
    isApiReady = running.isReady;
    return running;
  };
  const health = (port: number): StartPart => (signal) => serveHealth({ host: config.host, port, isReady }, signal);
  const parts = {
    all: [api, controller],
    // Without the api nobody else answers on PORT.
    controller: [health(config.port), controller],
    api: [api],
  }[config.role];
  await runInStages([[health(config.metricsPort), ...parts]], stop.signal);
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
