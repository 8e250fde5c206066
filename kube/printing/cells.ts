import { at, type Fields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { ageOf } from "./age.ts";

/** What a column shows of an object. */
export type Cell = (object: UntypedObject, now: Date) => unknown;

const list = (object: unknown, where: string) => (at(object, where) ?? []) as Fields[];
const orNone = (values: unknown[]) => values.join(",") || "<none>";
const statuses = (pod: UntypedObject) => list(pod, "status.containerStatuses");
const isServing = (status: Fields) => Boolean(status.ready && at(status, "state.running"));
const SHORT_MODES: Record<string, string> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};
const ROLE = "node-role.kubernetes.io/";

/** Cells of built-ins that no JSONPath can say, as kubectl shows them; `builtins.json` names them with a `$`. */
export const CELLS: Record<string, Cell> = {
  name: ({ metadata: { name, annotations } }) =>
    annotations?.["storageclass.kubernetes.io/is-default-class"] === "true" ? `${name} (default)` : name,
  dataCount: ({ data, binaryData }) => Object.keys({ ...data as object, ...binaryData as object }).length,
  podReady: (pod) => `${statuses(pod).filter(isServing).length}/${list(pod, "spec.containers").length}`,
  podStatus,
  podRestarts(pod, now) {
    const count = statuses(pod).reduce((sum, each) => sum + Number(each.restartCount ?? 0), 0);
    const ends = statuses(pod).map((each) => at(each, "lastState.terminated.finishedAt") as string).filter(Boolean)
      .sort();
    return count > 0 && ends.length > 0 ? `${count} (${ageOf(ends.at(-1), now)} ago)` : String(count);
  },
  ports: (service) => orNone(list(service, "spec.ports").map((each) => `${each.port}/${each.protocol}`)),
  selector(object) {
    const labels = at(object, "spec.selector.matchLabels") ?? at(object, "spec.selector") ?? {};
    return orNone(Object.entries(labels).map(([key, each]) => `${key}=${each}`));
  },
  claimStatus: (claim) => claim.metadata.deletionTimestamp ? "Terminating" : at(claim, "status.phase"),
  accessModes: (claim) => list(claim, "status.accessModes").map((each) => SHORT_MODES[String(each)]).join(","),
  setReady: (set) => `${at(set, "status.readyReplicas") ?? 0}/${at(set, "spec.replicas") ?? 0}`,
  nodeStatus(node) {
    const ready = list(node, "status.conditions").find((each) => each.type === "Ready");
    const word = ready ? (ready.status === "True" ? "Ready" : "NotReady") : "Unknown";
    return at(node, "spec.unschedulable") ? `${word},SchedulingDisabled` : word;
  },
  nodeRoles: ({ metadata: { labels = {} } }) =>
    orNone(Object.keys(labels).filter((each) => each.startsWith(ROLE)).map((each) => each.slice(ROLE.length)).sort()),
  createdAt: ({ metadata }) => metadata.creationTimestamp,
  quotaRequests: (quota) => printQuota(quota, (name) => !name.startsWith("limits")),
  quotaLimits: (quota) => printQuota(quota, (name) => name.startsWith("limits")),
  roleRef: (binding) => `${at(binding, "roleRef.kind")}/${at(binding, "roleRef.name")}`,
  lastSeen: (event, now) =>
    ageOf((at(event, "series.lastObservedTime") ?? event.lastTimestamp ?? event.eventTime) as string | undefined, now),
  eventObject: (event) =>
    `${String(at(event, "involvedObject.kind")).toLowerCase()}/${at(event, "involvedObject.name")}`,
  eventSource: (event) => [at(event, "source.component"), at(event, "source.host")].filter(Boolean).join(", "),
};

function printQuota(quota: UntypedObject, isWanted: (name: string) => boolean): string {
  const hard = Object.entries((at(quota, "status.hard") ?? {}) as Fields).filter(([name]) => isWanted(name));
  const used = (at(quota, "status.used") ?? {}) as Fields;
  return hard.sort(([a], [b]) => a < b ? -1 : 1).map(([name, most]) => `${name}: ${used[name]}/${most}`).join(", ");
}

/** The one word for a pod's state. */
function podStatus(pod: UntypedObject): unknown {
  const phase = at(pod, "status.phase");
  if (pod.metadata.deletionTimestamp && phase !== "Succeeded" && phase !== "Failed") return "Terminating";
  const words = statuses(pod).map((each) => {
    const ended = at(each, "state.terminated") as Fields | undefined;
    return at(each, "state.waiting.reason") ?? (ended && (ended.reason || `ExitCode:${ended.exitCode}`));
  });
  const word = words.find(Boolean) ?? at(pod, "status.reason") ?? phase;
  return word === "Completed" && statuses(pod).some(isServing) ? "Running" : word;
}
