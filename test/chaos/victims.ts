import type { ControlPlane } from "../controlplane/control_plane.ts";
import { type Daemon, freePort } from "../controlplane/daemon.ts";
import { API_USER, CONTROLLER_USER } from "../controlplane/install_manifests.ts";
import { startOurProcess } from "../controlplane/our_process.ts";
import { sleep } from "../e2e/wait_for.ts";

/** Our processes beside a control plane, each of its own, so that one can be killed and the others live. */
export interface OurProcesses extends AsyncDisposable {
  readonly controller: Daemon;
  readonly api: Daemon;
  readonly gateway: Daemon;
  readonly apiUrl: string;
  readonly toolOrigin: string;
}

const ROOT = new URL("../../", import.meta.url).pathname;

/** Starts controller and api by main.ts as their ServiceAccounts, and the gateway as its own process. */
export async function startOurProcesses(plane: ControlPlane): Promise<OurProcesses> {
  const [page, gatewayPort] = [freePort(), freePort()];
  const toolOrigin = `http://127.0.0.1:${gatewayPort}`;
  const start = (name: string, args: string[], env: Record<string, string>) =>
    startOurProcess(name, ["-A", ...args], {
      env: { LOG_LEVEL: "warn", ...env },
      logFile: `${plane.dir}/${name}.log`,
    });
  const role = async (name: "controller" | "api", user: string, more: Record<string, string>) =>
    await start(name, ["main.ts"], {
      ROLE: name,
      KUBECONFIG: await plane.kubeconfigOf({ name: user, groups: ["system:serviceaccounts"] }),
      METRICS_PORT: String(freePort()),
      TOOL_ORIGIN: toolOrigin,
      ...more,
    });
  const [controller, api, gateway] = await Promise.all([
    role("controller", CONTROLLER_USER, {
      // There is but one, and it is killed all the time: each time it would wait until its own lease has ended, as it
      // cannot know that it was the holder.
      LEADER_ELECT: "false",
      ...{ PORT: String(freePort()), TOOL_ACCESS: "gateway", ROUTES: "istio" },
    }),
    role("api", API_USER, {
      PORT: String(page),
      USERID_HEADER: "kubeflow-userid",
      NOTEBOOK_IMAGES: `${ROOT}deploy/dev/notebook-images.json`,
    }),
    start("gateway", ["dev.ts", "gateway", "--join", plane.kubeconfig], {
      ...{ GATEWAY_PORT: String(gatewayPort), PORT: String(page), ATELIER_STATE: `${plane.dir}/gateway` },
    }),
  ]);
  return {
    ...{ controller, api, gateway, toolOrigin, apiUrl: `http://localhost:${page}` },
    async [Symbol.asyncDispose]() {
      await Promise.all([controller, api, gateway].map((each) => each.stop()));
    },
  };
}

/** How long what ended by itself stays down. */
const RESTART_AFTER_MS = 1_000;

/**
 * Starts again what ends by itself until it is disposed of, as the kubelet does with a control plane's pods: kube-scheduler
 * exits when it cannot trust its cache (`UpdatePod` in `pkg/scheduler/backend/cache/cache.go`).
 */
export function keepRunning(daemons: readonly Daemon[]): AsyncDisposable {
  const over = Promise.withResolvers<"over">();
  const keep = async (daemon: Daemon) => {
    while (await Promise.race([daemon.finished(), over.promise]) !== "over") {
      console.log(
        `${new Date().toISOString()} ${daemon.name} has ended by itself: ${(await daemon.tail()).slice(-300)}`,
      );
      if (await Promise.race([sleep(RESTART_AFTER_MS), over.promise]) === "over") return;
      daemon.restart();
    }
  };
  const kept = Promise.all(daemons.map(keep));
  return {
    async [Symbol.asyncDispose]() {
      over.resolve("over");
      await kept;
    },
  };
}

/** How often each was killed. */
export type Kills = Record<string, number>;

/** How many are killed between two calms, in which users get something done. */
const STORM = 5;

/**
 * Kills with -9 in random order, each victim started again after a moment, until `count` have been killed. After every
 * fifth, and in the end, all run again and `calm` is waited for.
 */
export async function killAtRandom(
  victims: readonly Daemon[],
  { random, count, calm }: { random: () => number; count: number; calm: () => Promise<void> },
): Promise<Kills> {
  const kills: Kills = {};
  const restarts = new Set<Promise<void>>();
  for (let killed = 0; killed < count;) {
    await sleep(300 + random() * 1_500);
    const alive = victims.filter((each) => each.isRunning);
    const victim = alive[Math.floor(random() * alive.length)];
    if (!victim) continue;
    await victim.kill();
    kills[victim.name] = (kills[victim.name] ?? 0) + 1;
    killed++;
    const restart = sleep(random() * 1_500).then(() => victim.restart());
    restarts.add(restart);
    restart.finally(() => restarts.delete(restart));
    if (killed % STORM !== 0 && killed < count) continue;
    await Promise.all(restarts);
    await calm();
  }
  return kills;
}
