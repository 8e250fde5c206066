import { at, type Fields, isFields } from "../json_value.ts";
import type { PodDefault } from "../resources/pod_default.ts";
import { isPassedOver, type PodShape } from "./matching_pod_defaults.ts";
import { type Findings, mergeNamed, type Offer } from "./merge_named.ts";
import { describeConflict, type PodDefaultChange, type PodDefaultConflict } from "./pod_default_change.ts";

/** A pod with what PodDefaults give, or why they cannot be applied together: then nothing of them is. */
export type AppliedPodDefaults<T> =
  | { pod: T; applied: string[]; changes: PodDefaultChange[] }
  | { conflicts: PodDefaultConflict[] };

/** Before the name of each PodDefault that a pod has; the annotation's value is its resourceVersion. */
export const MARK = "poddefault.admission.kubeflow.org/poddefault-";

/**
 * Applies PodDefaults (`matchingPodDefaults`) to a pod by Kubeflow's rules, and leaves the pod that was given alone. One
 * whose mark with its present resourceVersion is on the pod has been applied already: a second time changes nothing.
 */
export function applyPodDefaults<T extends PodShape>(
  pod: T,
  podDefaults: readonly PodDefault[],
): AppliedPodDefaults<T> {
  const marks = fieldsOf(pod.metadata?.annotations);
  const due = isPassedOver(pod)
    ? []
    : podDefaults.filter(({ metadata: { name, resourceVersion = "" } }) => marks[MARK + name] !== resourceVersion);
  if (due.length === 0) return { pod, applied: [], changes: [] };
  const findings: Findings = { changes: [], conflicts: [] };
  const spec = mergeSpec(fieldsOf(pod.spec), due, findings);
  const metadata = mergeMetadata(fieldsOf(pod.metadata), due, findings);
  const conflicts = distinct(findings.conflicts);
  if (conflicts.length > 0) return { conflicts };
  const applied = due.map((each) => each.metadata.name);
  return { pod: { ...pod, metadata, spec } as T, applied, changes: findings.changes };
}

/** The pod's containers get what containers get before sidecars are added, which come as they are. */
function mergeSpec(spec: Fields, podDefaults: readonly PodDefault[], findings: Findings): Fields {
  const merge = (own: string, offered: string, field: PodDefaultChange["field"], key: string) =>
    mergeNamed(listOf(spec[own]), offersOf(podDefaults, offered), { field, keys: [key] }, findings);
  const lists = {
    volumes: merge("volumes", "volumes", "volume", "name"),
    tolerations: merge("tolerations", "tolerations", "toleration", "key"),
    imagePullSecrets: merge("imagePullSecrets", "imagePullSecrets", "imagePullSecret", "name"),
    initContainers: merge("initContainers", "initContainers", "initContainer", "name"),
  };
  const own = listOf(spec.containers);
  const sidecars = merge("containers", "sidecars", "sidecar", "name").slice(own.length);
  const containers = own.map((each) => isFields(each) ? mergeContainer(each, podDefaults, findings) : each);
  return withLists({ ...spec, ...mergeSingle(podDefaults, findings) }, {
    ...lists,
    containers: [...containers, ...sidecars],
  });
}

function mergeContainer(container: Fields, podDefaults: readonly PodDefault[], findings: Findings): Fields {
  const name = String(container.name ?? "");
  const merge = (list: string, field: PodDefaultChange["field"], keys: string[], isLastOnly = false) => {
    const merged = { field, keys, container: name, isLastOnly };
    return mergeNamed(listOf(container[list]), offersOf(podDefaults, list), merged, findings);
  };
  const lists = {
    env: merge("env", "env", ["name"], true),
    volumeMounts: merge("volumeMounts", "volumeMount", ["name", "mountPath"]),
    envFrom: [...listOf(container.envFrom), ...appendSources(name, podDefaults, findings)],
  };
  // Istio's proxy is nobody's program to replace.
  const program = name === "istio-proxy" ? {} : mergeProgram(container, podDefaults, findings);
  return withLists({ ...container, ...program }, lists);
}

function appendSources(container: string, podDefaults: readonly PodDefault[], { changes }: Findings): Fields[] {
  return offersOf(podDefaults, "envFrom").flatMap(({ podDefault, items }) =>
    items.filter(isFields).map((source) => {
      const name = String(at(source, "configMapRef.name") ?? at(source, "secretRef.name") ?? "");
      changes.push({ podDefault, field: "envFrom", name, container });
      return source;
    })
  );
}

/** Command and arguments, each of the first PodDefault that has them, where the container has none. */
function mergeProgram(container: Fields, podDefaults: readonly PodDefault[], { changes }: Findings): Fields {
  const program: Fields = {};
  for (const field of ["command", "args"] as const) {
    const first = offersOf(podDefaults, field).find(({ items }) => items.length > 0);
    if (!first || listOf(container[field]).length > 0) continue;
    program[field] = first.items;
    changes.push({ podDefault: first.podDefault, field, name: first.items.join(" "), container: `${container.name}` });
  }
  return program;
}

/** Of what a pod has once the last one wins. */
function mergeSingle(podDefaults: readonly PodDefault[], { changes }: Findings): Fields {
  const single: Fields = {};
  for (const field of ["serviceAccountName", "automountServiceAccountToken"] as const) {
    const last = podDefaults.findLast(({ spec }) =>
      spec?.[field] !== undefined && spec[field] !== null && spec[field] !== ""
    );
    if (!last) continue;
    single[field] = last.spec![field];
    changes.push({ podDefault: last.metadata.name, field, name: `${single[field]}` });
  }
  return single;
}

function mergeMetadata(metadata: Fields, podDefaults: readonly PodDefault[], findings: Findings): Fields {
  const annotations = mergeMap(metadata.annotations, podDefaults, "annotation", findings);
  const labels = mergeMap(metadata.labels, podDefaults, "label", findings);
  for (const { metadata: { name, resourceVersion = "" } } of podDefaults) annotations.set(MARK + name, resourceVersion);
  const isLabelled = labels.size > 0 || metadata.labels !== undefined;
  return {
    ...metadata,
    annotations: Object.fromEntries(annotations),
    ...(isLabelled ? { labels: Object.fromEntries(labels) } : {}),
  };
}

function mergeMap(
  own: unknown,
  podDefaults: readonly PodDefault[],
  field: "annotation" | "label",
  { changes, conflicts }: Findings,
): Map<string, unknown> {
  const merged = new Map(Object.entries(fieldsOf(own)));
  const givers = new Map<string, string>();
  for (const { metadata, spec } of podDefaults) {
    const podDefault = metadata.name;
    for (const [name, value] of Object.entries(fieldsOf(spec?.[`${field}s`]))) {
      const other = givers.get(name);
      if (!merged.has(name)) {
        merged.set(name, value);
        givers.set(name, podDefault);
        changes.push({ podDefault, field, name });
      } else if (merged.get(name) !== value) {
        conflicts.push(describeConflict({ podDefault, field, name, ...(other === undefined ? {} : { other }) }));
      }
    }
  }
  return merged;
}

/** Lists that are empty are set only where there was one. */
function withLists(object: Fields, lists: Record<string, readonly unknown[]>): Fields {
  const kept = Object.entries(lists).filter(([name, list]) => list.length > 0 || object[name] !== undefined);
  return { ...object, ...Object.fromEntries(kept) };
}

function offersOf(podDefaults: readonly PodDefault[], field: string): Offer[] {
  return podDefaults.map(({ metadata, spec }) => ({
    podDefault: metadata.name,
    items: listOf(fieldsOf(spec)[field]),
  }));
}

function distinct(conflicts: readonly PodDefaultConflict[]): PodDefaultConflict[] {
  return [...new Map(conflicts.map((each) => [each.message, each])).values()];
}

const listOf = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : [];
const fieldsOf = (value: unknown): Fields => isFields(value) ? value : {};
