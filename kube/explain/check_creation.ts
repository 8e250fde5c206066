import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedTool } from "./observed_tool.ts";
import { explainRefusal } from "./refusal_words.ts";

/** How long nothing at all may happen after an object was accepted, in milliseconds. */
export const SILENCE_MS = 120_000;

/** Kinds that make pods, and say so. */
const MAKERS = ["StatefulSet", "ReplicaSet"];
const ABOUT_CREATION = ["FailedCreate", "SuccessfulCreate", "SuccessfulDelete"];

/** The apiserver would not take what the object asks for. */
export function checkRefusal({ refusal }: ObservedTool): Verdict | undefined {
  return refusal && explainRefusal(refusal.message);
}

/** There is no pod, and the newest word about that is why it could not be made. */
export function checkCreation({ pod, events, workload }: ObservedTool): Verdict | undefined {
  if (pod || !workload) return undefined;
  const newest = newestEvent(
    events,
    ({ involvedObject, reason }) => MAKERS.includes(involvedObject.kind ?? "") && ABOUT_CREATION.includes(reason ?? ""),
  );
  if (newest?.reason !== "FailedCreate") return undefined;
  return explainRefusal((newest.message ?? "").replace(/^.*?failed error: |^Error creating: /s, ""));
}

/** There is no pod yet: accepted, until nothing was heard for too long. */
export function checkAccepted({ pod, object }: ObservedTool, now: Date): Verdict | undefined {
  if (pod) return undefined;
  const previous = object.status?.explanation;
  if (previous?.reason === "NothingHeard") return { reason: "NothingHeard" };
  const isSilent = previous?.reason === "Accepted" && now.getTime() - Date.parse(previous.since) >= SILENCE_MS;
  return { reason: isSilent ? "NothingHeard" : "Accepted" };
}
