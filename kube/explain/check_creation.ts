import { newestEvent } from "./event_time.ts";
import type { Verdict } from "./explanation.ts";
import type { ObservedNotebook } from "./observed_notebook.ts";
import { explainRefusal } from "./refusal_words.ts";

/** How long nothing at all may happen after a notebook was accepted, in milliseconds. */
export const SILENCE_MS = 120_000;

const ABOUT_CREATION = ["FailedCreate", "SuccessfulCreate", "SuccessfulDelete"];

/** The apiserver would not take what the notebook asks for. */
export function checkRefusal({ refusal }: ObservedNotebook): Verdict | undefined {
  return refusal && explainRefusal(refusal.message);
}

/** There is no pod, and the newest word about that is why it could not be made. */
export function checkCreation({ pod, events, statefulSet }: ObservedNotebook): Verdict | undefined {
  if (pod || !statefulSet) return undefined;
  const newest = newestEvent(
    events,
    (event) => event.involvedObject.kind === "StatefulSet" && ABOUT_CREATION.includes(event.reason ?? ""),
  );
  if (newest?.reason !== "FailedCreate") return undefined;
  return explainRefusal((newest.message ?? "").replace(/^.*?failed error: /s, ""));
}

/** There is no pod yet: accepted, until nothing was heard for too long. */
export function checkAccepted({ pod, notebook }: ObservedNotebook, now: Date): Verdict | undefined {
  if (pod) return undefined;
  const previous = notebook.status?.explanation;
  if (previous?.reason === "NothingHeard") return { reason: "NothingHeard" };
  const isSilent = previous?.reason === "Accepted" && now.getTime() - Date.parse(previous.since) >= SILENCE_MS;
  return { reason: isSilent ? "NothingHeard" : "Accepted" };
}
