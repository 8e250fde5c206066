import type { Node, PersistentVolumeClaim, Pod } from "../builtins.ts";
import { parseQuantity, quantityToNumber } from "../quantity.ts";
import { claimsOf } from "./claim_plan.ts";
import { isRequiredNode, requiredNames } from "./node_affinity.ts";
import { isFinished } from "./stateful_set_plan.ts";

/** What a decision is made from. */
export interface Surroundings {
  nodes: readonly Node[];
  /** All pods that are bound already. */
  bound: readonly Pod[];
  claim(key: string): PersistentVolumeClaim | undefined;
}

/** Where a pod goes, or why nowhere, in the scheduler's words. */
export type Placement = { node: string } | { message: string };

/** The first node that a pod fits on. Knows claims, resources, required nodes and the number of pods; see mod.ts. */
export function placePod(pod: Pod, { nodes, bound, claim }: Surroundings): Placement {
  const none = (why: string) => ({ message: `0/${nodes.length} nodes are available: ${why}.` });
  if (nodes.length === 0) return { message: "no nodes available to schedule pods" };
  for (const key of claimsOf(pod)) {
    const found = claim(key);
    const name = key.slice(key.indexOf("/") + 1);
    if (!found) return none(`persistentvolumeclaim "${name}" not found`);
    if (found.metadata.deletionTimestamp) return none(`persistentvolumeclaim "${name}" is being deleted`);
    if (found.status?.phase !== "Bound") return none("pod has unbound immediate PersistentVolumeClaims");
  }
  const failures = new Map<string, number>();
  const names = requiredNames(pod);
  if (names?.size === 0) return none("pod affinity terms conflict");
  for (const node of nodes) {
    const isNamed = names?.has(node.metadata.name) ?? true;
    const why = !isNamed
      ? ["node(s) didn't satisfy plugin(s) [NodeAffinity]"]
      : misfits(pod, node, bound.filter((each) => each.spec?.nodeName === node.metadata.name));
    if (why.length === 0) return { node: node.metadata.name };
    for (const each of why) failures.set(each, (failures.get(each) ?? 0) + 1);
  }
  return none([...failures].map(([why, count]) => `${count} ${why}`).sort().join(", "));
}

function misfits(pod: Pod, node: Node, others: readonly Pod[]): string[] {
  if (node.spec?.unschedulable) return ["node(s) were unschedulable"];
  if (!isRequiredNode(pod, node)) return ["node(s) didn't match Pod's node affinity/selector"];
  const allocatable = node.status?.allocatable ?? {};
  const wanted = requestsOf(pod);
  const running = others.filter((each) => !isFinished(each));
  const why = running.length + 1 > amount(allocatable.pods) ? ["Too many pods"] : [];
  for (const [resource, needed] of wanted) {
    const used = running.reduce((sum, each) => sum + (requestsOf(each).get(resource) ?? 0), 0);
    if (needed > 0 && used + needed > amount(allocatable[resource])) why.push(`Insufficient ${resource}`);
  }
  return why;
}

/** What a pod asks for: the sum of its containers, or its largest init container where that is more. */
function requestsOf(pod: Pod): Map<string, number> {
  const sum = new Map<string, number>();
  const of = (each: NonNullable<Pod["spec"]>["containers"][number]) =>
    Object.entries({ ...each.resources?.limits, ...each.resources?.requests });
  for (const container of pod.spec?.containers ?? []) {
    for (const [name, value] of of(container)) sum.set(name, (sum.get(name) ?? 0) + amount(value));
  }
  for (const container of pod.spec?.initContainers ?? []) {
    for (const [name, value] of of(container)) sum.set(name, Math.max(sum.get(name) ?? 0, amount(value)));
  }
  return sum;
}

function amount(quantity: string | undefined): number {
  const parsed = quantity === undefined ? undefined : parseQuantity(quantity);
  return parsed ? quantityToNumber(parsed) : 0;
}
