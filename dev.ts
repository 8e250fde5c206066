/**
 * Everything on this machine, no cluster needed: `deno task dev`. Named parts alone, each a process of its own over the
 * same `.sandbox/`: `deno run -A dev.ts apiserver`, `controllers`, `node`, `gateway`, `controller`, `api`.
 */
import { run as runApi } from "./api/run.ts";
import { run as runController } from "./controller/run.ts";
import { createKubeClient, type KubeClient, loadKubeConfig, transportFromKubeConfig } from "./kube/mod.ts";
import {
  ConfigError,
  createLog,
  type DevConfig,
  launchersGone,
  type Log,
  onStopSignal,
  resolveDevConfig,
  type Running,
  systemClock,
} from "./platform/mod.ts";
import { run as runApiserver } from "./sandbox/apiserver/run.ts";
import { run as runControllers } from "./sandbox/controllers/run.ts";
import { run as runGateway } from "./sandbox/gateway/run.ts";
import { run as runNode } from "./sandbox/node/run.ts";
import { openPki, writeSecret } from "./sandbox/pki/mod.ts";
import { buildUi } from "./ui/build.ts";

const ROOT = new URL(".", import.meta.url).pathname.replace(/\/$/, "");
const SERVICE_ACCOUNT_GROUPS = ["system:serviceaccounts", "system:serviceaccounts:atelier"];
const PARTS = ["apiserver", "controllers", "node", "gateway", "controller", "api"] as const;
type Part = (typeof PARTS)[number];

/** What every part is started with. */
interface Dev {
  config: DevConfig;
  log: Log;
  users: { default: string; users: string[] };
}

const START: Record<Part, (dev: Dev, signal: AbortSignal) => Promise<Running>> = {
  apiserver: ({ config, log, users }, signal) =>
    runApiserver(
      {
        stateDir: config.stateDir,
        port: config.sandboxPort,
        host: "127.0.0.1",
        crdDirs: [`${ROOT}/crds`, `${ROOT}/sandbox/crds`],
        seedDirs: [`${ROOT}/deploy/dev`],
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
  node: async ({ config, log }, signal) => {
    const pki = await openPki(`${config.stateDir}/pki`, () => systemClock.now());
    const pair = await pki.issue("kubelet", { name: "system:node:sandbox", hosts: ["127.0.0.1", "localhost"] });
    return runNode({
      ...common(config, log, "node"),
      name: "sandbox",
      client: connect(config, "sandbox"),
      imagesDir: config.imagesDir,
      isolation: config.isolation,
      tls: { ...pair, ca: pki.ca, clientName: "kube-apiserver-kubelet-client" },
    }, signal);
  },
  gateway: ({ config, log }, signal) =>
    runGateway({
      ...common(config, log, "gateway"),
      port: config.gatewayPort,
      host: "127.0.0.1",
      client: connect(config, "sandbox"),
      pageOrigin: `http://localhost:${config.port}`,
    }, signal),
  controller: ({ config, log }, signal) =>
    runController({
      ...common(config, log, "controller"),
      client: connect(config, "controller"),
      toolAccess: "gateway",
      toolOrigin: toolOrigin(config),
    }, signal),
  api: async ({ config, log, users }, signal) =>
    runApi({
      ...common(config, log, "api"),
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
      notebookForm: { images: await readJson(`${ROOT}/deploy/dev/notebook-images.json`) },
    }, signal),
};

const toolOrigin = (config: DevConfig) => `http://127.0.0.1:${config.gatewayPort}`;
const common = ({ stateDir }: DevConfig, log: Log, part: Part) => ({
  stateDir,
  clock: systemClock,
  log: log.with({ part }),
});

function connect(config: DevConfig, name: string): KubeClient {
  const KUBECONFIG = `${config.stateDir}/pki/${name}.kubeconfig`;
  return createKubeClient(transportFromKubeConfig(loadKubeConfig({ KUBECONFIG })));
}

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
  for (const dir of withImages ? [config.stateDir, config.imagesDir] : [config.stateDir]) {
    await Deno.remove(dir, { recursive: true }).catch((error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    });
    console.log(`Removed ${dir}`);
  }
}

/** Starts the parts in their order, the last four side by side, and prints where things are. */
async function startAll(dev: Dev, signal: AbortSignal): Promise<Running[]> {
  const startedAt = performance.now();
  console.log("Atelier on this machine: starting (Ctrl-C stops everything).");
  const page = buildUi();
  page.catch(() => {});
  const apiserver = await START.apiserver(dev, signal);
  console.log(
    `  Kubernetes  ${apiserver.url}   kubectl --kubeconfig ${shown(dev.config.stateDir)}/kubeconfig get notebooks -A`,
  );
  const sandbox = await Promise.all([
    START.controllers(dev, signal),
    START.node(dev, signal),
    START.gateway(dev, signal),
  ]);
  console.log(`  Tools       ${toolOrigin(dev.config)}`);
  if ((await page).isFresh) console.log("  Page        built");
  const ours = await Promise.all([START.controller(dev, signal), START.api(dev, signal)]);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`Ready after ${seconds} s. Open http://localhost:${dev.config.port}`);
  return [apiserver, ...sandbox, ...ours];
}

const shown = (path: string) => path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : path;

async function startAlone(dev: Dev, part: Part, signal: AbortSignal): Promise<Running[]> {
  if (part === "api") await buildUi();
  const running = await START[part](dev, signal);
  console.log(`${part} is running${running.url ? ` at ${running.url}` : ""}.`);
  return [running];
}

async function main(args: string[]): Promise<number> {
  const config = resolveDevConfig(Deno.env.toObject(), ROOT);
  const [command, ...rest] = args;
  if (command === "reset") return await reset(config, rest.includes("--images")), 0;
  const part = PARTS.find((each) => each === command);
  if (command !== undefined && !part) throw new ConfigError(command, `is no part; there are ${PARTS.join(", ")}.`);
  const log = createLog({ level: config.logLevel, format: "text" });
  const dev: Dev = { config, log, users: await readJson(`${ROOT}/deploy/dev/users.json`) };
  const stop = onStopSignal();
  const watching = launchersGone(systemClock, stop.signal).then((how) => {
    if (how === "gone") stop.abort(new Error("the process that started this one has ended"));
  });
  const failed = await (part ? startAlone(dev, part, stop.signal) : startAll(dev, stop.signal))
    .then((running) => Promise.all(running.map((each) => each.finished)))
    .then(() => undefined, (error) => error);
  const wasAsked = stop.signal.aborted;
  stop.abort(new Error("a part has ended"));
  await watching;
  if (failed && !wasAsked) throw failed;
  return 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    Deno.exit(error instanceof ConfigError ? 78 : 1);
  }
}
