import type { Pod } from "../../kube/mod.ts";
import type { ToolPods } from "./tool_pods.ts";

/** One start of a container: another pod or another restart is another run. */
export interface ContainerRun {
  id: string;
  /** Name of its pod. */
  pod: string;
  hasEnded: boolean;
}

/** The container's present run, or its last one while it waits to be started again; undefined before its first. */
export function findRun(pod: Pod | undefined, container: string): ContainerRun | undefined {
  const status = pod?.status?.containerStatuses?.find((each) => each.name === container);
  if (!pod || !status) return undefined;
  const { uid, name } = pod.metadata;
  const id = `${uid}/${status.restartCount}`;
  const { running, terminated } = status.state ?? {};
  if (running || terminated) return { id, pod: name, hasEnded: terminated !== undefined };
  const last = status.lastState?.terminated;
  // An id of its own: the count may already be that of the run which is waited for.
  return last && { id: `${id} after ${last.finishedAt}`, pod: name, hasEnded: true };
}

/** Waits for a run other than the one already read; undefined when the signal aborts. */
export function nextRun(
  pods: ToolPods,
  { container, isRead }: { container: string; isRead: (run: ContainerRun) => boolean },
  signal: AbortSignal,
): Promise<ContainerRun | undefined> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const finish = (run: ContainerRun | undefined) => {
      stops.forEach((stop) => stop());
      signal.removeEventListener("abort", onAbort);
      resolve(run);
    };
    const look = () => {
      const run = findRun(pods.current(), container);
      if (run && !isRead(run)) finish(run);
      return run !== undefined && !isRead(run);
    };
    const onAbort = () => finish(undefined);
    if (signal.aborted || look()) return signal.aborted ? finish(undefined) : undefined;
    signal.addEventListener("abort", onAbort, { once: true });
    stops.push(pods.subscribe(() => void look()));
  });
}
