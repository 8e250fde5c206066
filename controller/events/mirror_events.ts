import { createHash } from "node:crypto";
import { eventTime, toInstant, type ToolObject } from "../../kube/explain/mod.ts";
import { apiVersionOf, type CoreEvent, type ResourceType } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";

/** What is to be written of Events on an object. */
export type EventWrite =
  | { readonly kind: "create"; readonly event: CoreEvent }
  | { readonly kind: "count"; readonly name: string; readonly count: number; readonly lastTimestamp: string };

/** Mirrors to write now, and in how many milliseconds a count will be due. */
export interface MirrorPlan {
  writes: readonly EventWrite[];
  recheckInMs?: number;
}

/** The count of a mirror is brought up to date no more often than this. */
const COUNT_EVERY_MS = 60_000;

/** Events of an object's workload and pod that are to be told on the object too, as Kubeflow does, each once. */
export function planMirrors(
  type: ResourceType,
  observed: Pick<Observed, "object" | "events" | "ownEvents" | "mirrorFromMs" | "mirrored">,
  now: Date,
): MirrorPlan {
  const { object, events, ownEvents, mirrorFromMs, mirrored } = observed;
  const writes: EventWrite[] = [];
  let recheckInMs: number | undefined;
  for (const source of events) {
    if (source.involvedObject.kind === "PersistentVolumeClaim" || eventTime(source) < mirrorFromMs) continue;
    const name = mirrorName(object, source);
    const mirror = ownEvents.find((each) => each.metadata.name === name);
    if (!mirror) {
      const isTold = mirrored.has(name) || isReissuedByOthers(source, ownEvents);
      if (!isTold) writes.push({ kind: "create", event: mirrorOf(source, { type, object, name }) });
      continue;
    }
    if (countOf(source) <= countOf(mirror)) continue;
    const leftMs = eventTime(mirror) + COUNT_EVERY_MS - now.getTime();
    if (leftMs <= 0) writes.push({ kind: "count", name, count: countOf(source), lastTimestamp: toInstant(now) });
    else recheckInMs = Math.min(recheckInMs ?? Infinity, leftMs);
  }
  return { writes, ...(recheckInMs === undefined ? {} : { recheckInMs }) };
}

/** The name of an Event's mirror: the same for ever, so that none is written twice. */
export function mirrorName(object: ToolObject, source: CoreEvent): string {
  const hash = createHash("sha256").update(source.metadata.uid ?? "").digest("hex");
  return `${object.metadata.name}.${hash.slice(0, 16)}`;
}

function reissuedMessage({ involvedObject: { kind, name }, message }: CoreEvent): string {
  return `Reissued from ${kind?.toLowerCase()}/${name}: ${message ?? ""}`;
}

/** Whether the controller before us has told this already. */
function isReissuedByOthers(source: CoreEvent, ownEvents: readonly CoreEvent[]): boolean {
  const message = reissuedMessage(source);
  return ownEvents.some((each) =>
    each.source?.component !== CONTROLLER && each.reason === source.reason && each.message === message
  );
}

function countOf(event: CoreEvent): number {
  return event.series?.count ?? event.count ?? 1;
}

function mirrorOf(
  source: CoreEvent,
  { type, object: { metadata }, name }: { type: ResourceType; object: ToolObject; name: string },
): CoreEvent {
  const last = new Date(eventTime(source));
  const first = source.firstTimestamp ?? source.eventTime;
  return {
    metadata: { name, namespace: metadata.namespace },
    involvedObject: {
      apiVersion: apiVersionOf(type),
      kind: type.kind,
      name: metadata.name,
      namespace: metadata.namespace,
      uid: metadata.uid,
    },
    type: source.type,
    reason: source.reason,
    message: reissuedMessage(source),
    count: countOf(source),
    firstTimestamp: first ? toInstant(new Date(first)) : toInstant(last),
    lastTimestamp: toInstant(last),
    source: { component: CONTROLLER },
    reportingComponent: CONTROLLER,
    reportingInstance: "",
  };
}
