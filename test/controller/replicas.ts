import type { ControlPlane } from "../controlplane/control_plane.ts";
import { type Daemon, freePort } from "../controlplane/daemon.ts";
import { CONTROLLER_USER } from "../controlplane/install_manifests.ts";
import { START_PERMISSIONS, startOurProcess } from "../controlplane/our_process.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { NetworkProxy } from "../watch/network_proxy.ts";

/** One of several controllers that stand for the same lease, each a process with a network of its own. */
export interface Replica extends AsyncDisposable {
  /** What its identity begins with. */
  readonly name: string;
  readonly daemon: Daemon;
  /** Between it and the apiserver. */
  readonly proxy: NetworkProxy;
  /** The status of its /readyz; 0: it does not answer. */
  readyz(): Promise<number>;
  /** What its /metrics say of a name, summed over what `isMeant`; undefined: nothing. */
  metric(name: string, isMeant?: (labels: string) => boolean): Promise<number | undefined>;
  /** When it logged this message last; undefined: never. */
  saidAt(message: string): Promise<Date | undefined>;
}

/** Starts one by main.ts as the ServiceAccount that it is deployed as; resolves when it is ready. */
export async function startReplica(plane: ControlPlane, name: string): Promise<Replica> {
  const proxy = new NetworkProxy(plane.url);
  const metricsPort = freePort();
  const env = {
    ...{ KUBECONFIG: await kubeconfigThrough(plane, proxy, name), HOSTNAME: name, ROLE: "controller", ROUTES: "none" },
    ...{ PORT: String(freePort()), METRICS_PORT: String(metricsPort) },
  };
  const logFile = `${plane.dir}/${name}.log`;
  const daemon = await startOurProcess(name, [...START_PERMISSIONS, "main.ts"], { env, logFile });
  const ask = (path: string) =>
    fetch(`http://127.0.0.1:${metricsPort}${path}`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
  const replica: Replica = {
    ...{ name, daemon, proxy },
    async readyz() {
      const response = await ask("/readyz");
      await response?.body?.cancel();
      return response?.status ?? 0;
    },
    metric: async (metric, isMeant = () => true) => sumOf(await (await ask("/metrics"))?.text() ?? "", metric, isMeant),
    saidAt: async (message) => lastTime(await Deno.readTextFile(logFile), message),
    async [Symbol.asyncDispose]() {
      await daemon.stop();
      await proxy[Symbol.asyncDispose]();
    },
  };
  await waitFor(`${name} is ready`, async () => await replica.readyz() === 200, { timeoutMs: 60_000 }).catch(
    async (error) => {
      await replica[Symbol.asyncDispose]();
      throw new Error(`${error.message}\n${await daemon.tail()}`);
    },
  );
  return replica;
}

async function kubeconfigThrough(plane: ControlPlane, proxy: NetworkProxy, name: string): Promise<string> {
  const direct = await plane.kubeconfigOf({ name: CONTROLLER_USER, groups: ["system:serviceaccounts"] });
  const path = `${plane.dir}/${name}.kubeconfig`;
  await Deno.writeTextFile(path, (await Deno.readTextFile(direct)).replaceAll(plane.url, proxy.url));
  return path;
}

function sumOf(text: string, name: string, isMeant: (labels: string) => boolean): number | undefined {
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`) && isMeant(line));
  return lines.length === 0 ? undefined : lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

function lastTime(log: string, message: string): Date | undefined {
  const lines = log.slice(0, log.lastIndexOf("\n") + 1).split("\n").filter((line) => line.startsWith("{"));
  const last = lines.map((line) => JSON.parse(line)).findLast((line) => line.message === message);
  return last && new Date(last.time);
}
