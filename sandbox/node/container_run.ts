/** Effect: the life of one container: its image, its runs one after the other, and its end. */
import { backoffMs, type BackoffPolicy } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Pod } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import { type Container, ContainerConfigError } from "../../kube/cluster/container_environment.ts";
import type { ContainerStatus } from "../../kube/cluster/pod_status.ts";
import { toTimestamp } from "../controllers/event_recorder.ts";
import { type CatalogueEntry, describeEntry, findImage } from "../images/catalogue.ts";
import type { ImageStore } from "../images/image_store.ts";
import { ImagePullError } from "../images/install.ts";
import type { PullProgress } from "../images/pull_progress.ts";
import { resolveCommand } from "./container_command.ts";
import type { ContainerLog } from "./container_log.ts";
import { launch, type LaunchedProcess, placeOfImage, prepareMounts } from "./launch.ts";
import type { ContainerProcess, Launcher } from "./process.ts";
import type { PodFiles } from "./pod_files.ts";
import { readSettings } from "./settings_reader.ts";
import { findExposedListener } from "./process_sockets.ts";

/** As the kubelet: 10 s, doubling, at most five minutes. */
export const KUBELET_BACKOFF: BackoffPolicy = { baseMs: 10_000, maxMs: 300_000, factor: 2 };
/** A container that ran this long starts its back-off anew. */
const STEADY_MS = 600_000;

/** What a container needs of its pod and its node. */
export interface ContainerContext {
  settings: KubeClient;
  pod: Pod;
  container: Container;
  /** The loopback address of its own. */
  address: string;
  apiserverUrl: string;
  files: PodFiles;
  stateDir: string;
  launcher: Launcher;
  images: ImageStore;
  catalogue: readonly CatalogueEntry[];
  backoff: BackoffPolicy;
  clock: Clock;
  /** Aborted when the container is to end by itself. */
  stop: AbortSignal;
  /** Aborted when it has had its time for that. */
  kill: AbortSignal;
  status(): ContainerStatus;
  report(change: Partial<ContainerStatus>): void;
  reportPull(progress: PullProgress | undefined): void;
  record(type: "Normal" | "Warning", reason: string, message: string): void;
  /** Into what runs now; undefined when it has ended. */
  reportEntry(enter: LaunchedProcess["enter"] | undefined): void;
  /** The log of the run that begins now. */
  openLog(): ContainerLog;
}

interface Image {
  entry: CatalogueEntry;
  dir: string;
}

/** Resolves when the container has ended for good: stopped, done by its restart policy, or not to be tried again. */
export async function runContainer(context: ContainerContext, policy: string): Promise<void> {
  const { container, pod, clock, stop, report, record, backoff } = context;
  const image = await obtainImage(context);
  for (let crashes = 0; !stop.aborted;) {
    const startedAt = clock.now();
    const exitCode = await runOnce(context, image);
    if (exitCode === undefined || stop.aborted || policy === "Never" || (policy === "OnFailure" && exitCode === 0)) {
      return;
    }
    const ranMs = clock.now().getTime() - startedAt.getTime();
    const ms = backoffMs(crashes = ranMs > STEADY_MS ? 1 : crashes + 1, backoff);
    const { name, namespace, uid } = pod.metadata;
    const message = `back-off ${
      Math.round(ms / 1000)
    }s restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`;
    report({ state: { waiting: { reason: "CrashLoopBackOff", message } }, lastState: context.status().state });
    record(
      "Warning",
      "BackOff",
      `Back-off restarting failed container ${container.name} in pod ${name}_${namespace}(${uid})`,
    );
    await clock.sleep(ms, stop).catch(() => {});
    if (!stop.aborted) report({ restartCount: context.status().restartCount + 1 });
  }
}

/** Tries until the image is there; rejects only when the container is to end. */
async function obtainImage(context: ContainerContext): Promise<Image> {
  const { container, clock, stop, report, record } = context;
  const image = container.image ?? "";
  const waiting = (reason: string, message: string) => report({ state: { waiting: { reason, message } } });
  for (let attempt = 1;; attempt++) {
    try {
      return await pullImage(context, image);
    } catch (error) {
      if (!(error instanceof ImagePullError)) throw error;
      const message = `Failed to pull image "${image}": ${error.message}`;
      record("Warning", "Failed", message);
      record("Warning", "Failed", "Error: ErrImagePull");
      waiting("ErrImagePull", message);
      await clock.sleep(1_000, stop);
      waiting("ImagePullBackOff", `Back-off pulling image "${image}": ErrImagePull: ${message}`);
      record("Normal", "BackOff", `Back-off pulling image "${image}"`);
      record("Warning", "Failed", "Error: ImagePullBackOff");
      await clock.sleep(backoffMs(attempt, context.backoff), stop);
    } finally {
      context.reportPull(undefined);
    }
  }
}

async function pullImage({ images, catalogue, clock, stop, record, ...context }: ContainerContext, image: string) {
  const entry = findImage(image, catalogue);
  if (!entry) throw new ImagePullError(`${image}: not found: the sandbox's catalogue has no image of this name`);
  const present = await images.find(entry);
  if (present !== undefined) {
    record("Normal", "Pulled", `Container image "${image}" already present on machine: ${describeEntry(entry)}`);
    return { entry, dir: present };
  }
  record("Normal", "Pulling", `Pulling image "${image}": ${describeEntry(entry)}`);
  const begun = clock.now().getTime();
  const stopped = Promise.withResolvers<never>();
  const abandon = () => stopped.reject(stop.reason);
  stop.addEventListener("abort", abandon, { once: true });
  try {
    // The pull goes on for others, and for the next try, when this container ends.
    const dir = await Promise.race([images.pull(entry, context.reportPull), stopped.promise]);
    const seconds = ((clock.now().getTime() - begun) / 1000).toFixed(1);
    record("Normal", "Pulled", `Successfully pulled image "${image}" in ${seconds}s: ${describeEntry(entry)}`);
    return { entry, dir };
  } finally {
    stop.removeEventListener("abort", abandon);
  }
}

/** One run; the exit code, or undefined where another run would end the same way. */
async function runOnce(context: ContainerContext, image: Image): Promise<number | undefined> {
  const { container, clock, report, record } = context;
  const process = await startWithRetries(context, image);
  if (!process) return undefined;
  record("Normal", "Started", `Started container ${container.name}`);
  const startedAt = toTimestamp(clock.now());
  const imageID = `sandbox://${image.entry.id ?? "machine"}`;
  report({ state: { running: { startedAt } }, ready: true, started: true, imageID });
  context.reportEntry(process.enter);
  const recorded = context.openLog().record(process.output);
  const { exitCode, exposed } = await superviseRun(context, process);
  context.reportEntry(undefined);
  // What it left running ends with it, as below a container's first process; what got away may hold the output open.
  process.kill();
  const closing = new AbortController();
  await Promise.race([recorded, clock.sleep(2_000, closing.signal).catch(() => {})]);
  closing.abort();
  const reason = exposed ? "ListensBeyondLoopback" : exitCode === 0 ? "Completed" : "Error";
  const terminated = {
    exitCode,
    reason,
    startedAt,
    finishedAt: toTimestamp(clock.now()),
    ...exposed ? { message: exposed } : {},
  };
  report({ state: { terminated }, ready: false, started: false });
  if (!exposed) return exitCode;
  record("Warning", "ListensBeyondLoopback", exposed);
  report({ state: { waiting: { reason, message: exposed } }, lastState: { terminated } });
}

/** As long as only what its settings name lacks, it is tried again. */
async function startWithRetries(context: ContainerContext, image: Image): Promise<LaunchedProcess | undefined> {
  const { report, record, clock, stop } = context;
  for (let attempt = 1; !stop.aborted; attempt++) {
    try {
      return await start(context, image);
    } catch (error) {
      if (stop.aborted) return undefined;
      const { message } = error as Error;
      record("Warning", "Failed", `Error: ${message}`);
      const isConfig = error instanceof ContainerConfigError;
      report({
        state: { waiting: { reason: isConfig ? "CreateContainerConfigError" : "RunContainerError", message } },
      });
      if (!isConfig) return undefined;
      await clock.sleep(backoffMs(attempt, { baseMs: 1_000, maxMs: 10_000, factor: 2 }), stop).catch(() => {});
    }
  }
}

async function start(context: ContainerContext, image: Image): Promise<LaunchedProcess> {
  const { settings, pod, container, address, apiserverUrl, launcher, stop, record } = context;
  const mounts = await mountWithRetries(context, image.entry);
  const find = await readSettings(settings, pod.metadata.namespace!, container, stop);
  const imageDir = placeOfImage(image.dir, launcher);
  const command = resolveCommand(pod, container, image.entry, { imageDir, address, apiserverUrl, find });
  record("Normal", "Created", `Created container ${container.name}`);
  return await launch(command, mounts, image, context);
}

async function mountWithRetries(context: ContainerContext, entry: CatalogueEntry) {
  for (let attempt = 1;; attempt++) {
    try {
      return await prepareMounts(context, entry);
    } catch (error) {
      context.record("Warning", "FailedMount", `MountVolume.SetUp failed: ${(error as Error).message}`);
      await context.clock.sleep(backoffMs(attempt, { baseMs: 1_000, maxMs: 120_000, factor: 2 }), context.stop);
    }
  }
}

/** Waits for the end; ends it when the container is to stop, or when it listens beyond its own loopback address. */
async function superviseRun(context: ContainerContext, process: ContainerProcess) {
  const { clock, stop, kill, address, container } = context;
  const over = new AbortController();
  let exposed: string | undefined;
  const end = () => {
    context.record("Normal", "Killing", `Stopping container ${container.name}`);
    process.terminate();
  };
  const watchSockets = async () => {
    for (let ms = 250;; ms = Math.min(2 * ms, 10_000)) {
      await clock.sleep(ms, over.signal);
      const found = await findExposedListener(process.pid, address);
      if (!found) continue;
      exposed = `Listens on ${found.address}:${found.port}, which others than this machine could reach; it was ended.`;
      return process.kill();
    }
  };
  stop.addEventListener("abort", end, { signal: over.signal });
  kill.addEventListener("abort", process.kill, { signal: over.signal });
  if (stop.aborted) end();
  if (kill.aborted) process.kill();
  watchSockets().catch(() => {});
  const exitCode = await process.exited;
  over.abort();
  return { exitCode, exposed };
}
