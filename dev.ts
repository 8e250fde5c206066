/**
 * Everything on this machine, no cluster needed: `deno task dev`. Named parts alone, each a process of its own over the
 * same `.sandbox/`: `deno run -A dev.ts apiserver`, `controllers`, `node`, `gateway`, `controller`, `api`. The node and the
 * gateway serve another cluster with `--join` and the kubeconfig of its administrator; never by KUBECONFIG alone, which
 * may name a cluster that nobody meant.
 */
import { resolve } from "node:path";
import { followForm } from "./api/form/run.ts";
import { DEFAULT_FORM, type ImageGroup } from "./api/notebook_form.ts";
import { run as runApi } from "./api/run.ts";
import { type CullerMetrics, registerCullerMetrics } from "./controller/culler/mod.ts";
import { type NotebookMetrics, registerNotebookMetrics } from "./controller/notebook/notebook_metrics.ts";
import { run as runController } from "./controller/run.ts";
import {
  createKubeClient,
  type KubeClient,
  type KubeMetrics,
  loadKubeConfig,
  registerKubeMetrics,
  transportFromKubeConfig,
} from "./kube/mod.ts";
import {
  ConfigError,
  createLog,
  createMetricsRegistry,
  type DevConfig,
  launchersGone,
  type Log,
  onStopSignal,
  readDevArguments,
  removeDevState,
  resolveDevConfig,
  runInStages,
  type Running,
  type StartPart,
  systemClock,
} from "./platform/mod.ts";
import { run as runApiserver } from "./sandbox/apiserver/run.ts";
import { run as runControllers } from "./sandbox/controllers/run.ts";
import { run as runGateway } from "./sandbox/gateway/run.ts";
import { run as runJoinedNode } from "./sandbox/node/joined.ts";
import { run as runNode } from "./sandbox/node/run.ts";
import { openPki, writeSecret } from "./platform/pki/mod.ts";
import { buildUi } from "./ui/build.ts";

const ROOT = new URL(".", import.meta.url).pathname.replace(/\/$/, "");
const SERVICE_ACCOUNT_GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];
const PARTS = ["apiserver", "controllers", "node", "gateway", "controller", "api"] as const;
type Part = (typeof PARTS)[number];

/** What every part is started with. */
interface Dev {
  config: DevConfig;
  log: Log;
  /** Of controller and api, served on the page's port. */
  metrics: {
    of: (part: string) => KubeMetrics;
    notebooks: NotebookMetrics;
    culler: CullerMetrics;
    text: () => Promise<string>;
  };
  users: { default: string; users: string[] };
  startedAt: number;
  /** Path of the kubeconfig of another cluster than the sandbox, for the parts that can serve one. */
  joined?: string;
  /** Settles when the page is built; the api waits for it. */
  page: Promise<void>;
}

const START: Record<Part, (dev: Dev, signal: AbortSignal) => Promise<Running>> = {
  apiserver: ({ config, log, users }, signal) =>
    runApiserver(
      {
        stateDir: config.stateDir,
        port: config.sandboxPort,
        host: "127.0.0.1",
        crdDirs: [`${ROOT}/crds`, `${ROOT}/sandbox/crds`],
        seedDirs: [`${ROOT}/deploy/base/access`, `${ROOT}/deploy/dev`],
        users: users.users.map((name) => ({ name, groups: [] })),
        clients: [
          { file: "sandbox", user: "system:sandbox", groups: ["system:masters"] },
          {
            file: "controller",
            user: "system:serviceaccount:atelier:atelier-controller",
            groups: SERVICE_ACCOUNT_GROUPS,
          },
          { file: "api", user: "system:serviceaccount:atelier:atelier-api", groups: SERVICE_ACCOUNT_GROUPS },
        ],
      },
      signal,
      { log: log.with({ part: "apiserver" }) },
    ),
  controllers: ({ config, log }, signal) =>
    runControllers({ ...common(config, log, "controllers"), client: connect(config, "sandbox") }, signal),
  node: async ({ config, log, joined }, signal) => {
    const { imagesDir, isolation } = config;
    const base = { ...common(config, log, "node"), name: "sandbox", imagesDir, isolation };
    if (joined) return await runJoinedNode({ ...base, kubeconfig: joined }, signal);
    const pki = await openPki(`${config.stateDir}/pki`, () => systemClock.now());
    const pair = await pki.issue("kubelet", { name: "system:node:sandbox", hosts: ["127.0.0.1", "localhost"] });
    return await runNode({
      ...base,
      client: connect(config, "sandbox"),
      apiserverUrl: `https://127.0.0.1:${config.sandboxPort}`,
      tls: { ...pair, ca: pki.ca, clientName: "kube-apiserver-kubelet-client" },
    }, signal);
  },
  gateway: ({ config, log, joined }, signal) =>
    runGateway({
      ...common(config, log, "gateway"),
      port: config.gatewayPort,
      host: "127.0.0.1",
      client: joined ? clientOf(joined) : connect(config, "sandbox"),
      pageOrigin: `http://localhost:${config.port}`,
    }, signal),
  controller: ({ config, log, metrics }, signal) =>
    runController({
      ...common(config, log, "controller"),
      metrics: metrics.of("controller"),
      notebookMetrics: metrics.notebooks,
      client: connect(config, "controller"),
      culling: {
        ...{ path: config.cullingConfig, env: Deno.env.toObject(), metrics: metrics.culler },
        probes: { gateway: { url: `${toolOrigin(config)}/metrics` } },
      },
      toolAccess: "gateway",
      toolOrigin: toolOrigin(config),
    }, signal),
  api: async ({ config, log, users, page, metrics }, signal) => {
    await page;
    const images = await readJson<ImageGroup[]>(`${ROOT}/deploy/dev/notebook-images.json`);
    const form = config.notebookForm
      ? await followForm(config.notebookForm, common(config, log, "api"), signal)
      : () => DEFAULT_FORM;
    return await runApi({
      ...common(config, log, "api"),
      metrics: metrics.of("api"),
      metricsText: metrics.text,
      client: connect(config, "api"),
      host: "127.0.0.1",
      port: config.port,
      toolOrigin: toolOrigin(config),
      uiDir: `${ROOT}/ui/dist`,
      authentication: {
        header: { userIdHeader: "kubeflow-userid", userIdPrefix: "" },
        dev: { defaultUser: users.default, users: users.users, cookieKey: await cookieKey(config) },
      },
      rightsFrom: "rbac",
      // A form that says nothing of images leaves those that the sandbox knows.
      notebookForm: () => ({ ...form(), ...(form().images?.length ? {} : { images }) }),
    }, signal);
  },
};

const toolOrigin = (config: DevConfig) => `http://127.0.0.1:${config.gatewayPort}`;
const common = ({ stateDir }: DevConfig, log: Log, part: Part) => ({
  stateDir,
  clock: systemClock,
  log: log.with({ part }),
});

const connect = (config: DevConfig, name: string) => clientOf(`${config.stateDir}/pki/${name}.kubeconfig`);
const clientOf = (KUBECONFIG: string): KubeClient =>
  createKubeClient(transportFromKubeConfig(loadKubeConfig({ KUBECONFIG })));

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** The key that signs the cookie of the page's user menu; kept, so that a restart signs nobody out. */
async function cookieKey(config: DevConfig): Promise<string> {
  const path = `${config.stateDir}/pki/cookie.key`;
  const kept = await Deno.readTextFile(path).catch(() => undefined);
  if (kept) return kept;
  const key = crypto.getRandomValues(new Uint8Array(32)).toHex();
  writeSecret(path, key);
  return key;
}

async function reset(config: DevConfig, withImages: boolean): Promise<void> {
  for (const dir of await removeDevState(config, withImages)) console.log(`Removed ${dir}`);
}

/** The parts in the order in which they stand on each other; the page is built meanwhile. */
async function runAll(dev: Dev, signal: AbortSignal): Promise<void> {
  const { config, startedAt } = dev;
  console.log("Atelier on this machine: starting (Ctrl-C stops everything).");
  const start = (part: Part): StartPart => (signal) => START[part](dev, signal);
  const stages = [[start("apiserver")], [start("controllers"), start("node"), start("gateway")], [
    start("controller"),
    start("api"),
  ]];
  await runInStages(stages, signal, ([apiserver]) => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(`  Kubernetes  ${apiserver.url}, kubectl --kubeconfig ${shown(config.stateDir)}/kubeconfig get nb -A`);
    console.log(`  Tools       ${toolOrigin(config)}`);
    console.log(`Ready after ${seconds} s. Open http://localhost:${config.port}`);
  });
}

const shown = (path: string) => path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : path;

async function runAlone(dev: Dev, part: Part, signal: AbortSignal): Promise<void> {
  await runInStages([[(signal) => START[part](dev, signal)]], signal, ([{ url }]) => {
    console.log(`${part} is running${url ? ` at ${url}` : ""}.`);
  });
}

/** Builds the page, saying so where that takes a while. */
async function buildPage(): Promise<void> {
  if ((await buildUi()).isFresh) console.log("  Page        built");
}

async function main(args: string[]): Promise<void> {
  const startedAt = performance.now();
  const config = resolveDevConfig(Deno.env.toObject(), ROOT);
  const { part, join, isReset, withImages } = readDevArguments(args, { parts: PARTS, joining: ["node", "gateway"] });
  if (isReset) return await reset(config, withImages);
  // Relative to where the task was called.
  const joined = join && resolve(Deno.env.get("INIT_CWD") ?? Deno.cwd(), join);
  const log = createLog({ level: config.logLevel, format: "text" });
  const page = !part || part === "api" ? buildPage() : Promise.resolve();
  page.catch(() => {});
  const registry = createMetricsRegistry();
  const metrics = {
    of: registerKubeMetrics(registry),
    notebooks: registerNotebookMetrics(registry),
    culler: registerCullerMetrics(registry),
    text: () => registry.metrics(),
  };
  const users = await readJson<Dev["users"]>(`${ROOT}/deploy/dev/users.json`);
  const dev: Dev = { config, log, metrics, startedAt, joined, page, users };
  const stop = onStopSignal();
  const watching = launchersGone(systemClock, stop.signal).then((how) => {
    if (how === "gone") stop.abort(new Error("the process that started this one has ended"));
  });
  try {
    await (part ? runAlone(dev, part, stop.signal) : runAll(dev, stop.signal));
  } finally {
    stop.abort(new Error("stopped"));
    await watching;
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
    Deno.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(error instanceof ConfigError ? 78 : 1);
  }
}
