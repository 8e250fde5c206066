/**
 * Controller and API against a cluster: KUBECONFIG, or the ServiceAccount of the pod it runs in. ROLE says which of the
 * two. Exits 78 with the name of the variable where the environment cannot be used.
 */
import { run as runApi } from "./api/run.ts";
import { run as runController } from "./controller/run.ts";
import { createKubeClient, type KubeClient, loadKubeConfig, transportFromKubeConfig } from "./kube/mod.ts";
import {
  type Config,
  ConfigError,
  createLog,
  type Log,
  onStopSignal,
  resolveConfig,
  type Running,
  systemClock,
} from "./platform/mod.ts";

/** EX_CONFIG of sysexits.h. */
const EXIT_CONFIG = 78;
const UI_DIR = new URL("ui/dist", import.meta.url).pathname;

function startController(config: Config, client: KubeClient, log: Log, signal: AbortSignal): Promise<Running> {
  return runController({ ...config, client, clock: systemClock, log: log.with({ part: "controller" }) }, signal);
}

async function startApi(config: Config, client: KubeClient, log: Log, signal: AbortSignal): Promise<Running> {
  if (!config.authentication) {
    log.warn("USERID_HEADER is not set: nobody can be told from anybody, so every request is answered with 401.");
  }
  const { host, port, toolOrigin, authentication: header, notebookImages } = config;
  return await runApi({
    ...{ client, host, port, toolOrigin, uiDir: UI_DIR, rightsFrom: "any" },
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
  const starts = [
    ...(config.role === "api" ? [] : [startController(config, client, log, stop.signal)]),
    ...(config.role === "controller" ? [] : [startApi(config, client, log, stop.signal)]),
  ];
  const finished = starts.map((each) => each.then((running) => running.finished));
  await Promise.all(finished).catch((error) => {
    if (!stop.signal.aborted) throw error;
  });
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
