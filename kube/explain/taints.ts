import type { Node, Pod } from "../builtins.ts";

type Taint = NonNullable<NonNullable<Node["spec"]>["taints"]>[number];
type Toleration = NonNullable<NonNullable<Pod["spec"]>["tolerations"]>[number];

/** By these a scheduler passes a node over. */
const KEEPING_OFF = ["NoSchedule", "NoExecute"];
/** A scheduler tells of such nodes by another sentence. */
const CORDONED = "node.kubernetes.io/unschedulable";

/** The taints for which a scheduler keeps a pod off nodes, `dedicated=ml` or `dedicated`, each once. */
export function taintsAgainst({ spec }: Pod, nodes: readonly Node[]): string[] {
  const against = nodes.flatMap((each) => each.spec?.taints ?? [])
    .filter((taint) => KEEPING_OFF.includes(taint.effect) && taint.key !== CORDONED)
    .filter((taint) => !spec?.tolerations?.some((each) => bears(each, taint)));
  return [...new Set(against.map(({ key, value }) => value ? `${key}=${value}` : key))].sort();
}

function bears({ key, operator = "Equal", value = "", effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (!key) return operator === "Exists";
  return key === taint.key && (operator === "Exists" || (operator === "Equal" && value === (taint.value ?? "")));
}
