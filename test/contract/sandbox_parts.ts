import { createKubeClient, type KubeClient, loadKubeConfig, transportFromKubeConfig } from "../../kube/mod.ts";
import { openPki } from "../../platform/pki/mod.ts";
import { type Running, silentLog, systemClock } from "../../platform/mod.ts";
import { run as runControllers } from "../../sandbox/controllers/run.ts";
import { run as runNode } from "../../sandbox/node/run.ts";
import { SHELL } from "./running/shell_image.ts";

/** What runs beside a sandbox's apiserver. */
export interface SandboxParts {
  startNode(apiserverUrl: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built-in controllers of the sandbox in a directory. */
export async function startParts(stateDir: string): Promise<SandboxParts> {
  const transport = transportFromKubeConfig(loadKubeConfig({ KUBECONFIG: `${stateDir}/kubeconfig` }));
  const client = createKubeClient(transport);
  const over = new AbortController();
  const running: Running[] = [
    await runControllers({ client, stateDir, clock: systemClock, log: silentLog }, over.signal),
  ];
  return {
    async startNode(apiserverUrl) {
      running.push(await startNode(client, { apiserverUrl, stateDir }, over.signal));
    },
    async stop() {
      over.abort();
      await Promise.all(running.map((each) => each.finished));
      transport.close?.();
    },
  };
}

async function startNode(
  client: KubeClient,
  places: { apiserverUrl: string; stateDir: string },
  signal: AbortSignal,
): Promise<Running> {
  const pki = await openPki(`${places.stateDir}/pki`, () => new Date());
  const serving = await pki.issue("kubelet", { name: "system:node:contract", hosts: ["127.0.0.1"] });
  const tls = { ...serving, ca: pki.ca, clientName: "kube-apiserver-kubelet-client" };
  const images = { imagesDir: `${places.stateDir}/images`, catalogue: [SHELL], isolation: "none" as const };
  // Short, so that a test sees it more than once.
  const backoff = { baseMs: 200, maxMs: 2_000, factor: 2 };
  const config = { name: "contract", client, ...places, ...images, backoff, tls, clock: systemClock, log: silentLog };
  return await runNode(config, signal);
}
