/** Effect: runs one pod from its start on this node to its end, and tells the apiserver how it is. */
import { backoffMs, type BackoffPolicy } from "../../platform/backoff.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Log } from "../../platform/log.ts";
import { ADDRESS_ANNOTATION, PULL_PROGRESS_ANNOTATION } from "../../kube/annotations.ts";
import { type Pod, PODS } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import type { Container } from "../../kube/cluster/container_environment.ts";
import { isConflict, isNotFound } from "../../kube/errors.ts";
import { isSubset } from "../../kube/json_value.ts";
import { compareResourceVersions } from "../../kube/resource_version.ts";
import {
  computePodStatus,
  type ContainerStatus,
  firstContainerStatus,
  type PodStatus,
} from "../../kube/cluster/pod_status.ts";
import { type RecordEvent, toTimestamp } from "../controllers/event_recorder.ts";
import type { CatalogueEntry } from "../images/catalogue.ts";
import type { ImageStore } from "../images/image_store.ts";
import { ContainerLog } from "./container_log.ts";
import { type ContainerContext, runContainer } from "./container_run.ts";
import type { LaunchedProcess } from "./launch.ts";
import { reportedAddress } from "./pod_address.ts";
import { PodFiles } from "./pod_files.ts";
import type { Launcher } from "./process.ts";

/** What all pods of a node share. */
export interface NodeParts {
  client: KubeClient;
  /** As this node, for what its pods name. */
  settings: KubeClient;
  /** Joined to a real control plane, which takes no loopback address for a pod's. */
  isJoined: boolean;
  apiserverUrl: string;
  stateDir: string;
  launcher: Launcher;
  images: ImageStore;
  catalogue: readonly CatalogueEntry[];
  backoff: BackoffPolicy;
  record: RecordEvent;
  clock: Clock;
  log: Log;
  /** The node's own end: then pods end without a word to the apiserver. */
  signal: AbortSignal;
}

/** A pod on this node. */
export class PodWorker {
  /** Resolves when nothing of it runs, and nothing of it will be written, any more. */
  readonly finished: Promise<void>;
  /** Where it listens. */
  readonly address: string;
  readonly #files: PodFiles;
  readonly #parts: NodeParts;
  readonly #stop = new AbortController();
  readonly #kill = new AbortController();
  readonly #over = new AbortController();
  readonly #statuses = new Map<string, ContainerStatus>();
  readonly #logs = new Map<string, ContainerLog>();
  readonly #entries = new Map<string, LaunchedProcess["enter"]>();
  readonly #startTime: string;
  /** The newest that is known, from the watch or as the answer to a write. */
  #pod: Pod;
  #isGone = false;
  #hasReported = false;
  #writing: Promise<void> | undefined;
  #isDirty = false;

  constructor(parts: NodeParts, pod: Pod, address: string) {
    this.#parts = parts;
    this.#pod = pod;
    this.address = address;
    this.#files = new PodFiles(parts, pod, `${parts.stateDir}/pods/${pod.metadata.uid}/volumes`);
    this.#startTime = pod.status?.startTime ?? this.#now();
    const before = [...pod.status?.initContainerStatuses ?? [], ...pod.status?.containerStatuses ?? []];
    const { initContainers = [], containers = [], restartPolicy = "Always" } = pod.spec ?? {};
    const reason = initContainers.length > 0 ? "PodInitializing" : "ContainerCreating";
    const look = { reason, now: this.#now() };
    for (const each of [...initContainers, ...containers]) {
      const status = before.find(({ name }) => name === each.name);
      // What a start of the pod needs is made again with it, unless the pod is started only once.
      const policy = restartPolicy === "OnFailure" && initContainers.includes(each) ? "Always" : restartPolicy;
      this.#statuses.set(each.name, firstContainerStatus(each, status, { ...look, restartPolicy: policy }));
    }
    this.update(pod);
    this.finished = this.#run().finally(() => this.#over.abort());
  }

  get pod(): Pod {
    return this.#pod;
  }

  /**
   * Takes the pod as the apiserver has it now: a deletion ends it, and what others have said of its state is put right. Of
   * a node that it has not heard of for a while, Kubernetes says that no pod is ready.
   */
  update(pod: Pod): void {
    this.#takeNewer(pod);
    if (this.#hasReported) this.#reportSoon();
    const { deletionTimestamp, deletionGracePeriodSeconds: seconds } = pod.metadata;
    if (deletionTimestamp) this.#end((seconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000);
  }

  #takeNewer(pod: Pod): void {
    const [known, given] = [this.#pod, pod].map((each) => each.metadata.resourceVersion ?? "");
    if (compareResourceVersions(given, known) >= 0) this.#pod = pod;
  }

  /** Ends it without writing: it has vanished from the apiserver, or the node itself ends. */
  abandon(isGone: boolean): void {
    this.#isGone ||= isGone;
    this.#end(3_000);
  }

  /** The log of the run of now, or of the one before; undefined where there is none. */
  log(container: string, isPrevious: boolean): ContainerLog | undefined {
    const count = this.#statuses.get(container)?.restartCount ?? 0;
    if (isPrevious && count === 0) return undefined;
    return (isPrevious ? undefined : this.#logs.get(container)) ??
      this.#openLog(container, count - (isPrevious ? 1 : 0));
  }

  status(container: string): ContainerStatus | undefined {
    return this.#statuses.get(container);
  }

  /** Starts a command inside a container; undefined where that does not run. */
  exec(container: string, argv: readonly string[]): Deno.ChildProcess | undefined {
    return this.#entries.get(container)?.(argv);
  }

  /** May be called again: the earliest deadline counts. */
  #end(graceMs: number): void {
    this.#stop.abort(new DOMException("The pod is to end.", "AbortError"));
    this.#parts.clock.sleep(graceMs, this.#over.signal).then(() => this.#kill.abort(), () => {});
  }

  async #run(): Promise<void> {
    const { signal, log, stateDir } = this.#parts;
    const { name, uid } = this.#pod.metadata;
    if (!["Succeeded", "Failed"].includes(this.#pod.status?.phase ?? "")) {
      await this.#runContainers().catch((error) => log.error("Cannot run a pod", { pod: name, error }));
    }
    await this.#files.remove();
    if (!this.#stop.signal.aborted) {
      await new Promise((resolve) => this.#stop.signal.addEventListener("abort", resolve));
    }
    await this.#writing;
    if (!signal.aborted && !this.#isGone) await this.#confirmDeletion();
    if (signal.aborted) return;
    for (const path of [`${stateDir}/pods/${uid}`, this.#logDirectory]) {
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  }

  async #runContainers(): Promise<void> {
    const { initContainers = [], containers = [], restartPolicy = "Always" } = this.#pod.spec ?? {};
    const run = async (container: Container, policy: string) => {
      // It has ended with the node of before, for good.
      if (this.#statuses.get(container.name)?.state?.terminated) return;
      await runContainer(this.#contextOf(container), policy).catch((error) => {
        if (!this.#stop.signal.aborted) throw error;
      });
    };
    this.#reportSoon();
    for (const each of initContainers) {
      await run(each, restartPolicy === "Never" ? "Never" : "OnFailure");
      if (this.#statuses.get(each.name)?.state?.terminated?.exitCode !== 0) return;
    }
    await Promise.all(containers.map((each) => run(each, restartPolicy)));
  }

  #contextOf(container: Container): ContainerContext {
    const { client: _client, log: _log, signal: _signal, isJoined: _joined, record, ...parts } = this.#parts;
    return {
      ...parts,
      pod: this.#pod,
      container,
      address: this.address,
      files: this.#files,
      stop: this.#stop.signal,
      kill: this.#kill.signal,
      status: () => this.#statuses.get(container.name)!,
      report: (change) => {
        this.#statuses.set(container.name, { ...this.#statuses.get(container.name)!, ...change });
        this.#reportSoon();
      },
      reportPull: this.#pullReporter(),
      reportEntry: (enter) => enter ? this.#entries.set(container.name, enter) : this.#entries.delete(container.name),
      record: (type, reason, message) => this.#isGone || record(this.#pod, type, reason, message),
      openLog: () => {
        const count = this.#statuses.get(container.name)!.restartCount;
        const log = this.#openLog(container.name, count);
        this.#logs.set(container.name, log);
        for (const end of ["", ".1"]) {
          Deno.remove(`${this.#logDirectory}/${container.name}/${count - 2}.log${end}`).catch(() => {});
        }
        return log;
      },
    };
  }

  /** Writes the pull's progress into the pod's annotation, at most once a second; undefined takes it off. */
  #pullReporter(): ContainerContext["reportPull"] {
    const { client, clock } = this.#parts;
    const signal = this.#stop.signal;
    let wanted: string | undefined;
    let written = this.#pod.metadata.annotations?.[PULL_PROGRESS_ANNOTATION];
    let writing = false;
    const write = async () => {
      for (writing = true; wanted !== written && !signal.aborted; await clock.sleep(1_000, signal)) {
        const annotations = { [PULL_PROGRESS_ANNOTATION]: wanted ?? null };
        written = wanted;
        await client.patch(PODS, this.#pod.metadata, { metadata: { annotations } }, { type: "merge", signal });
      }
    };
    return (progress) => {
      wanted = progress && JSON.stringify(progress);
      if (!writing) write().catch(() => {}).finally(() => writing = false);
    };
  }

  get #logDirectory(): string {
    const { namespace, name, uid } = this.#pod.metadata;
    return `${this.#parts.stateDir}/logs/${namespace}_${name}_${uid}`;
  }

  #openLog(container: string, count: number): ContainerLog {
    return new ContainerLog(`${this.#logDirectory}/${container}/${count}.log`, () => this.#parts.clock.now());
  }

  #reportSoon(): void {
    this.#hasReported = true;
    this.#isDirty = true;
    this.#writing ??= this.#write().finally(() => this.#writing = undefined);
  }

  async #write(): Promise<void> {
    const { client, clock, signal, log } = this.#parts;
    for (let attempt = 1; this.#isDirty && !signal.aborted && !this.#isGone;) {
      await Promise.resolve();
      this.#isDirty = false;
      const status = this.#computeStatus();
      if (isSubset(status, this.#pod.status ?? {})) continue;
      // The UID keeps a late write away from a successor of the same name.
      const annotations = { [ADDRESS_ANNOTATION]: this.address };
      const metadata = { uid: this.#pod.metadata.uid, ...this.#parts.isJoined ? { annotations } : {} };
      try {
        const options = { type: "merge", subresource: "status", signal } as const;
        this.#takeNewer(await client.patch(PODS, this.#pod.metadata, { metadata, status }, options));
        attempt = 1;
      } catch (error) {
        if (isNotFound(error) || isConflict(error)) return;
        if (!signal.aborted) log.warn("Cannot write a pod's status", { pod: this.#pod.metadata.name, error });
        this.#isDirty = true;
        await clock.sleep(backoffMs(attempt++), signal).catch(() => {});
      }
    }
  }

  #computeStatus(): PodStatus {
    const of = (containers: Container[] = []) => containers.map((each) => this.#statuses.get(each.name)!);
    const { initContainers, containers } = this.#pod.spec!;
    const podIP = this.#parts.isJoined ? reportedAddress(this.address) : this.address;
    const facts = { podIP, startTime: this.#startTime };
    return computePodStatus(
      this.#pod,
      { ...facts, initContainers: of(initContainers), containers: of(containers) },
      this.#now(),
    );
  }

  /** Nothing runs any more: the apiserver may forget the pod. */
  async #confirmDeletion(): Promise<void> {
    const { client, clock, signal } = this.#parts;
    const { uid } = this.#pod.metadata;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        await client.delete(PODS, this.#pod.metadata, { gracePeriodSeconds: 0, preconditions: { uid }, signal });
        break;
      } catch (error) {
        if (isNotFound(error) || isConflict(error)) break;
        await clock.sleep(backoffMs(attempt), signal).catch(() => {});
      }
    }
  }

  #now(): string {
    return toTimestamp(this.#parts.clock.now());
  }
}
