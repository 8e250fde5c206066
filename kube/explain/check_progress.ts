import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { containersOf } from "./pod_containers.ts";
import { isPullReported, pullProgressOf } from "./pull_progress.ts";

const STEPS = ["Pulling", "Pulled", "Created", "Started"];

/** The pod has a node and its containers are being made ready, as they should be. */
export function checkProgress(observed: ObservedTool): Verdict | undefined {
  const { pod, events } = observed;
  if (!pod || isToolRunning(observed)) return undefined;
  const step = newestEvent(
    events,
    (event) => event.involvedObject.kind === "Pod" && STEPS.includes(event.reason ?? ""),
  );
  if (isPullReported(pod) || step?.reason === "Pulling") {
    return {
      reason: "PullingImage",
      parameters: { image: pulledImage(observed, step?.message), ...pullProgressOf(pod) },
    };
  }
  const volume = pod.spec?.volumes?.find((each) => each.persistentVolumeClaim)?.persistentVolumeClaim?.claimName;
  return volume && !step ? { reason: "AttachingVolumes", parameters: { volume } } : startingVerdict(observed);
}

function startingVerdict(observed: ObservedTool): Verdict {
  const waiting = containersOf(observed.pod!).map((each) => each.status?.state?.waiting).find((each) => each?.message);
  return { reason: "StartingServer", technical: waiting && `${waiting.reason}: ${waiting.message}` };
}

function isToolRunning(observed: ObservedTool): boolean {
  return containersOf(observed.pod!).some(({ container, status }) =>
    container.name === observed.container && status?.state?.running
  );
}

/** The image that the newest Event names, else that of the tool. */
function pulledImage(observed: ObservedTool, message = ""): string {
  const named = /^Pulling image "([^"]+)"/.exec(message)?.[1];
  const tool = containersOf(observed.pod!).find((each) => each.container.name === observed.container);
  return named ?? tool?.container.image ?? "";
}
