import type { Pod } from "../builtins.ts";

export type PodStatus = NonNullable<Pod["status"]>;
export type ContainerStatus = NonNullable<PodStatus["containerStatuses"]>[number];
type Condition = NonNullable<PodStatus["conditions"]>[number];

/** What the node knows of a pod. */
export interface PodFacts {
  podIP: string;
  startTime: string;
  initContainers: readonly ContainerStatus[];
  containers: readonly ContainerStatus[];
}

/** The status of a pod as the kubelet computes it from its containers; `now` is RFC 3339. */
export function computePodStatus(pod: Pod, facts: PodFacts, now: string): PodStatus {
  const phase = phaseOf(pod, facts);
  const isDone = phase === "Succeeded" || phase === "Failed";
  const isInitialized = facts.initContainers.every((each) => each.state?.terminated?.exitCode === 0);
  const unready = facts.containers.filter((each) => !each.ready).map((each) => each.name);
  const readiness = isDone
    ? { status: "False", reason: phase === "Succeeded" ? "PodCompleted" : "PodFailed" }
    : unready.length > 0
    ? {
      status: "False",
      reason: "ContainersNotReady",
      message: `containers with unready status: [${unready.join(" ")}]`,
    }
    : { status: "True" };
  const conditions: Condition[] = [
    { type: "PodScheduled", status: "True" },
    {
      type: "Initialized",
      ...isInitialized ? { status: "True" } : { status: "False", reason: "ContainersNotInitialized" },
    },
    { type: "ContainersReady", ...readiness },
    { type: "Ready", ...readiness },
  ];
  const before = pod.status?.conditions ?? [];
  const foreign = before.filter(({ type }) => !conditions.some((each) => each.type === type));
  return {
    phase,
    conditions: [...conditions.map((each) => withTransition(each, before, now)), ...foreign],
    hostIP: "127.0.0.1",
    podIP: facts.podIP,
    podIPs: [{ ip: facts.podIP }],
    startTime: facts.startTime,
    ...(facts.initContainers.length > 0 ? { initContainerStatuses: [...facts.initContainers] } : {}),
    containerStatuses: [...facts.containers],
  };
}

/** Why a container waits before it was started, when that was looked at, and whether it is started again once it ended. */
export interface FirstLook {
  reason: string;
  /** RFC 3339. */
  now: string;
  restartPolicy?: string;
}

/**
 * How a container looks before anything has happened. After a restart of the node it counts as started once more, but
 * for one that is not to be started again: that one has ended.
 */
export function firstContainerStatus(
  container: { name: string; image?: string },
  before: ContainerStatus | undefined,
  { reason, now, restartPolicy }: FirstLook,
): ContainerStatus {
  const { running, terminated } = before?.state ?? {};
  const ended = { exitCode: 137, reason: "Error", message: "The node was restarted.", finishedAt: now };
  const end = terminated ?? (running ? { startedAt: running.startedAt, ...ended } : undefined);
  if (before && end && (restartPolicy === "Never" || (restartPolicy === "OnFailure" && end.exitCode === 0))) {
    return { ...before, ready: false, started: false, state: { terminated: end } };
  }
  const lastState = end ? { terminated: end } : before?.lastState ?? {};
  const wasStarted = lastState.terminated !== undefined;
  return {
    name: container.name,
    image: container.image ?? "",
    imageID: before?.imageID ?? "",
    ready: false,
    started: false,
    restartCount: (before?.restartCount ?? 0) + (wasStarted ? 1 : 0),
    state: { waiting: { reason } },
    lastState,
  };
}

function phaseOf(pod: Pod, { initContainers, containers }: PodFacts): string {
  const policy = pod.spec?.restartPolicy ?? "Always";
  const failed = (each: ContainerStatus) => (each.state?.terminated?.exitCode ?? 0) !== 0;
  if (policy === "Never" && initContainers.some(failed)) return "Failed";
  if (initContainers.some((each) => each.state?.terminated?.exitCode !== 0)) return "Pending";
  if (containers.some((each) => each.state?.waiting && !each.lastState?.terminated)) return "Pending";
  const isOver = containers.every((each) => each.state?.terminated);
  if (isOver && (policy !== "Always" || pod.metadata.deletionTimestamp)) {
    return containers.some(failed) ? "Failed" : "Succeeded";
  }
  return "Running";
}

function withTransition(condition: Condition, before: readonly Condition[] = [], now: string): Condition {
  const same = before.find((each) => each.type === condition.type && each.status === condition.status);
  return { ...condition, lastTransitionTime: same?.lastTransitionTime ?? now };
}
