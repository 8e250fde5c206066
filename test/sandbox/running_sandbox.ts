import { systemClock } from "../../platform/clock.ts";
import { createLog } from "../../platform/log.ts";
import type { Running } from "../../platform/running.ts";
import type { KubeClient } from "../../kube/client.ts";
import { loadKubeConfig } from "../../kube/transport_kube_config.ts";
import { createKubeClient } from "../../kube/kube_client.ts";
import { transportFromKubeConfig } from "../../kube/transport_from_kube_config.ts";
import { run as runApiserver } from "../../sandbox/apiserver/mod.ts";
import { run as runControllers } from "../../sandbox/controllers/run.ts";
import { run as runGateway } from "../../sandbox/gateway/run.ts";
import { type NodeConfig, run as runNode } from "../../sandbox/node/run.ts";
import { openPki } from "../../platform/pki/mod.ts";

/** A part of the sandbox that a test can end. */
export interface Part<T extends Running = Running> {
  running: T;
  stop(): Promise<void>;
}

/** An apiserver in a directory of its own, and a way to start the other parts beside it. */
export interface SandboxUnderTest {
  stateDir: string;
  client: KubeClient;
  /** Of somebody who has no rights but those that a test gives. */
  clientAs(name: string, groups?: string[]): Promise<KubeClient>;
  startControllers(): Promise<Part>;
  startNode(config?: Partial<NodeConfig>): Promise<Part>;
  startGateway(): Promise<Part>;
  /** Polls the world, as a test may: resolves with the first answer that is not undefined; rejects after `ms`. */
  eventually<T>(what: string, look: () => Promise<T | undefined>, ms?: number): Promise<T>;
}

/** Runs `test` with a sandbox of its own; afterwards nothing of it is left, not even files. */
export async function withSandbox(test: (sandbox: SandboxUnderTest) => Promise<void>): Promise<void> {
  const stateDir = await Deno.makeTempDir({ prefix: "atelier-sandbox-test-" });
  const log = createLog({ level: Deno.env.get("LOG_LEVEL") === "debug" ? "debug" : "error", format: "text" });
  const parts: Part[] = [];
  const start = async <T extends Running>(run: (signal: AbortSignal) => Promise<T>): Promise<Part<T>> => {
    const controller = new AbortController();
    const running = await run(controller.signal);
    const stop = async () => {
      controller.abort();
      await running.finished;
    };
    parts.push({ running, stop });
    return { running, stop };
  };
  const crdDirs = ["crds", "sandbox/crds"].map((each) => new URL(`../../${each}`, import.meta.url).pathname);
  const apiserver = { stateDir, port: 0, host: "127.0.0.1" as const, crdDirs, seedDirs: [], users: [] };
  const { url: apiserverUrl } = (await start((signal) => runApiserver(apiserver, signal, { log }))).running;
  const config = loadKubeConfig({ KUBECONFIG: `${stateDir}/kubeconfig` });
  const transport = transportFromKubeConfig(config);
  const transports = [transport];
  const client = createKubeClient(transport);
  const base = { client, clock: systemClock, log };
  const pki = await openPki(`${stateDir}/pki`, () => new Date());
  const serving = await pki.issue("kubelet", { name: "system:node:test", hosts: ["127.0.0.1"] });
  const tls = { ...serving, ca: pki.ca, clientName: "kube-apiserver-kubelet-client" };
  const node = {
    ...base,
    name: "test",
    apiserverUrl,
    stateDir,
    imagesDir: `${stateDir}/images`,
    isolation: "auto" as const,
    tls,
  };
  try {
    await test({
      stateDir,
      client,
      async clientAs(name, groups = []) {
        const { cert, key } = await pki.issue(`user-${name}`, { name, groups });
        const transport = transportFromKubeConfig({ ...config, user: { cert: { text: cert }, key: { text: key } } });
        transports.push(transport);
        return createKubeClient(transport);
      },
      startControllers: () => start((signal) => runControllers({ ...base, stateDir }, signal)),
      startNode: (config) => start((signal) => runNode({ ...node, ...config }, signal)),
      startGateway: () =>
        start((signal) =>
          runGateway({ ...base, host: "127.0.0.1", port: 0, pageOrigin: "http://localhost:1" }, signal)
        ),
      eventually,
    });
  } finally {
    for (const part of parts.reverse()) await part.stop();
    for (const each of transports) each.close?.();
    await Deno.remove(stateDir, { recursive: true });
  }
}

async function eventually<T>(what: string, look: () => Promise<T | undefined>, ms = 20_000): Promise<T> {
  const deadline = performance.now() + ms;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    await systemClock.sleep(50);
  }
  throw new Error(`Cannot see ${what}: not so after ${ms} ms.`, { cause: last });
}
