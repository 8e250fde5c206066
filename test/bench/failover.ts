/** Effects: how long it takes until another controller acts when the one that leads is killed. */
import { type KubeClient, NAMESPACES, NOTEBOOKS, SERVICES } from "../../kube/mod.ts";
import { startControlPlane } from "../controlplane/control_plane.ts";
import { installRoles } from "../controlplane/install_manifests.ts";
import { type Replica, startReplica } from "../controller/replicas.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { NAMESPACE } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { percentile } from "./figures.ts";
import { exampleNotebook } from "./notebooks.ts";
import { type Section, written } from "./report.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PATIENCE = { timeoutMs: 60_000, everyMs: 20 };
/** A leader renews at least once in this time; kills come at any moment of it. */
const RENEWAL_MS = 2_000;

/** Kills the leader of two controllers with -9, again and again. */
export async function measureFailover({ kills }: { kills: number }, { say, signal }: BenchRun): Promise<Section> {
  await using plane = await startControlPlane({ crdDirs: [`${ROOT}crds`] });
  const admin = await plane.client();
  await installRoles(admin);
  await admin.create(NAMESPACES, { metadata: { name: NAMESPACE } });
  await using first = await startReplica(plane, "first");
  await using second = await startReplica(plane, "second");
  const tookMs: number[] = [];
  while (tookMs.length < kills && !signal.aborted) {
    tookMs.push(await killLeader(admin, [first, second], `after-kill-${tookMs.length}`));
    say(`kill ${tookMs.length} of ${kills}: another acts after ${written(tookMs.at(-1)! / 1_000, "s")}`);
  }
  signal.throwIfAborted();
  const p95 = percentile(tookMs, 95);
  return {
    title: "When the leader is killed",
    about: `Two controllers, of which the one that leads is killed with -9 ${kills} times, at any moment between two ` +
      "renewals of its lease: until the other has made the children of a notebook that was created then.",
    rows: [["p50 / p95 / longest", `${[50, 95, 100].map((each) => seconds(percentile(tookMs, each))).join(" / ")}`]],
    bounds: [{ name: "seconds until another acts, p95", measured: p95 / 1_000, atMost: 13 }],
  };
}

const seconds = (ms: number) => written(ms / 1_000, "s");

/** How long it took until the other acted; both run again afterwards. */
async function killLeader(admin: KubeClient, replicas: readonly Replica[], name: string): Promise<number> {
  const leader = await waitFor("one of them leads", () => leaderOf(replicas), PATIENCE);
  await sleep(Math.random() * RENEWAL_MS);
  const killedAt = performance.now();
  await leader.daemon.kill();
  await admin.create(NOTEBOOKS, exampleNotebook(name));
  const service = { namespace: NAMESPACE, name };
  await waitFor("the other acts", () => admin.get(SERVICES, service).then(() => true, () => false), PATIENCE);
  const tookMs = performance.now() - killedAt;
  leader.daemon.restart();
  await waitFor("the killed one is ready again", async () => await leader.readyz() === 200, PATIENCE);
  return tookMs;
}

async function leaderOf(replicas: readonly Replica[]): Promise<Replica | undefined> {
  const states = await Promise.all(replicas.map((each) => each.metric("leader_election_master_status")));
  return replicas.find((_, index) => states[index] === 1);
}
