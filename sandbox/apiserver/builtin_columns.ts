import { ageOf, type Column } from "./table.ts";
import { at, type Fields, type StoredObject } from "./stored_object.ts";

type Cell = (object: StoredObject, now: Date) => unknown;

const path = (where: string, otherwise: unknown = ""): Cell => (object) => at(object, where) ?? otherwise;
const age = (where: string): Cell => (object, now) => ageOf(at(object, where) as string | undefined, now);
const AGE: [string, Cell] = ["Age", age("metadata.creationTimestamp")];
const list = (object: unknown, where: string) => (at(object, where) ?? []) as Fields[];
const joined = (values: unknown[], separator = ",") => values.join(separator) || "<none>";
const labels = (value: unknown) => joined(Object.entries(value ?? {}).map(([key, each]) => `${key}=${each}`));

/** The columns after the name, as kubectl shows a built-in; those after `wide` only with `-o wide`. */
const COLUMNS: Record<string, { shown: [string, Cell][]; wide?: [string, Cell][] }> = {
  Pod: {
    shown: [["Ready", readyOf], ["Status", statusOf], ["Restarts", restartsOf], AGE],
    wide: [
      ["IP", path("status.podIP", "<none>")],
      ["Node", path("spec.nodeName", "<none>")],
      ["Nominated Node", path("status.nominatedNodeName", "<none>")],
      ["Readiness Gates", () => "<none>"],
    ],
  },
  Service: {
    shown: [
      ["Type", path("spec.type")],
      ["Cluster-IP", path("spec.clusterIP", "<none>")],
      ["External-IP", (object) => joined(list(object, "spec.externalIPs"))],
      ["Port(s)", (object) => joined(list(object, "spec.ports").map((each) => `${each.port}/${each.protocol}`))],
      AGE,
    ],
    wide: [["Selector", (object) => labels(at(object, "spec.selector"))]],
  },
  Namespace: { shown: [["Status", path("status.phase")], AGE] },
  Node: {
    shown: [["Status", nodeStatusOf], ["Roles", rolesOf], AGE, ["Version", path("status.nodeInfo.kubeletVersion")]],
    wide: [
      [
        "Internal-IP",
        (o) => list(o, "status.addresses").find((each) => each.type === "InternalIP")?.address ?? "<none>",
      ],
      ["External-IP", () => "<none>"],
      ["OS-Image", path("status.nodeInfo.osImage", "<unknown>")],
      ["Kernel-Version", path("status.nodeInfo.kernelVersion", "<unknown>")],
      ["Container-Runtime", path("status.nodeInfo.containerRuntimeVersion", "<unknown>")],
    ],
  },
  PersistentVolumeClaim: {
    shown: [
      ["Status", (object) => object.metadata.deletionTimestamp ? "Terminating" : at(object, "status.phase")],
      ["Volume", path("spec.volumeName")],
      ["Capacity", path("status.capacity.storage")],
      ["Access Modes", (o) => list(o, "status.accessModes").map((each) => SHORT_MODES[String(each)]).join(",")],
      ["StorageClass", path("spec.storageClassName")],
      ["VolumeAttributesClass", path("spec.volumeAttributesClassName", "<unset>")],
      AGE,
    ],
    wide: [["VolumeMode", path("spec.volumeMode", "<unset>")]],
  },
  StatefulSet: {
    shown: [["Ready", (o) => `${at(o, "status.readyReplicas") ?? 0}/${at(o, "spec.replicas") ?? 0}`], AGE],
    wide: [
      ["Containers", (o) => list(o, "spec.template.spec.containers").map((each) => each.name).join(",")],
      ["Images", (o) => list(o, "spec.template.spec.containers").map((each) => each.image).join(",")],
    ],
  },
  StorageClass: {
    shown: [
      ["Provisioner", path("provisioner")],
      ["ReclaimPolicy", path("reclaimPolicy")],
      ["VolumeBindingMode", path("volumeBindingMode")],
      ["AllowVolumeExpansion", path("allowVolumeExpansion", false)],
      AGE,
    ],
  },
  Lease: { shown: [["Holder", path("spec.holderIdentity")], AGE] },
  RoleBinding: { shown: [["Role", roleOf], AGE] },
  ClusterRoleBinding: { shown: [["Role", roleOf], AGE] },
  Role: { shown: [["Created At", path("metadata.creationTimestamp")]] },
  ClusterRole: { shown: [["Created At", path("metadata.creationTimestamp")]] },
  CustomResourceDefinition: { shown: [["Created At", path("metadata.creationTimestamp")]] },
};
const SHORT_MODES: Record<string, string> = {
  ReadWriteOnce: "RWO",
  ReadOnlyMany: "ROX",
  ReadWriteMany: "RWX",
  ReadWriteOncePod: "RWOP",
};

/** Every column of a built-in kind. */
export function builtinColumns(kind: string): Column[] {
  if (kind === "Event") return eventColumns();
  const { shown, wide = [] } = COLUMNS[kind] ?? { shown: [AGE] };
  const name: Cell = ({ metadata }) => {
    const isDefault = metadata.annotations?.["storageclass.kubernetes.io/is-default-class"] === "true";
    return kind === "StorageClass" && isDefault ? `${metadata.name} (default)` : metadata.name;
  };
  return [
    { name: "Name", type: "string", format: "name", priority: 0, cell: name },
    ...shown.map(([name, cell]) => ({ name, type: "string", priority: 0, cell })),
    ...wide.map(([name, cell]) => ({ name, type: "string", priority: 1, cell })),
  ];
}

function eventColumns(): Column[] {
  const first = (object: StoredObject) => (object.firstTimestamp ?? object.eventTime) as string | undefined;
  const last = (o: StoredObject) =>
    (at(o, "series.lastObservedTime") ?? o.lastTimestamp ?? first(o)) as string | undefined;
  const target = (o: StoredObject) =>
    `${at(o, "involvedObject.kind")}`.toLowerCase() + `/${at(o, "involvedObject.name")}`;
  const source = (o: StoredObject) =>
    [at(o, "source.component") || o.reportingComponent, at(o, "source.host") || o.reportingInstance].filter(Boolean);
  const columns: [string, string, number, Cell][] = [
    ["Last Seen", "string", 0, (object, now) => ageOf(last(object), now)],
    ["Type", "string", 0, path("type")],
    ["Reason", "string", 0, path("reason")],
    ["Object", "string", 0, target],
    ["Subobject", "string", 1, path("involvedObject.fieldPath")],
    ["Source", "string", 1, (object) => source(object).join(", ")],
    ["Message", "string", 0, (object) => String(object.message ?? "").trim()],
    ["First Seen", "string", 1, (object, now) => ageOf(first(object), now)],
    ["Count", "integer", 1, (object) => at(object, "series.count") ?? object.count ?? 1],
    ["Name", "string", 1, path("metadata.name")],
  ];
  return columns.map(([name, type, priority, cell]) => ({
    name,
    type,
    priority,
    cell,
    format: name === "Name" ? "name" : "",
  }));
}

function readyOf(pod: StoredObject): string {
  const ready = list(pod, "status.containerStatuses").filter((each) => each.ready && at(each, "state.running"));
  return `${ready.length}/${list(pod, "spec.containers").length}`;
}

function restartsOf(pod: StoredObject, now: Date): string {
  const statuses = list(pod, "status.containerStatuses");
  const count = statuses.reduce((sum, each) => sum + Number(each.restartCount ?? 0), 0);
  const ends = statuses.map((each) => at(each, "lastState.terminated.finishedAt") as string).filter(Boolean).sort();
  return count > 0 && ends.length > 0 ? `${count} (${ageOf(ends.at(-1), now)} ago)` : String(count);
}

/** The one word for a pod's state that kubectl shows. */
function statusOf(pod: StoredObject): string {
  const phase = String(at(pod, "status.phase") ?? "");
  if (pod.metadata.deletionTimestamp && !["Succeeded", "Failed"].includes(phase)) return "Terminating";
  const statuses = list(pod, "status.containerStatuses");
  const words = statuses.map((each) => {
    const ended = at(each, "state.terminated") as Fields | undefined;
    return at(each, "state.waiting.reason") ?? (ended && (ended.reason || `ExitCode:${ended.exitCode}`));
  });
  const word = words.find(Boolean) ?? at(pod, "status.reason") ?? phase;
  const isRunning = statuses.some((each) => each.ready && at(each, "state.running"));
  return String(word === "Completed" && isRunning ? "Running" : word);
}

function nodeStatusOf(node: StoredObject): string {
  const ready = list(node, "status.conditions").find((each) => each.type === "Ready");
  const word = ready ? (ready.status === "True" ? "Ready" : "NotReady") : "Unknown";
  return at(node, "spec.unschedulable") ? `${word},SchedulingDisabled` : word;
}

function rolesOf({ metadata }: StoredObject): string {
  const prefix = "node-role.kubernetes.io/";
  const roles = Object.keys(metadata.labels ?? {}).filter((each) => each.startsWith(prefix));
  return joined(roles.map((each) => each.slice(prefix.length)).sort());
}

function roleOf(binding: StoredObject): string {
  return `${at(binding, "roleRef.kind")}/${at(binding, "roleRef.name")}`;
}
