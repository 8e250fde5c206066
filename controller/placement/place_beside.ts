import { canonicalJson, type Pod } from "../../kube/mod.ts";
import type { PodSpec, PodTemplate } from "../children/pod_template.ts";

/** A node that a pod is to be on, as it is recorded on its workload. */
export interface Placement {
  readonly node: string;
  /** False: only where there is room. */
  readonly isRequired: boolean;
  /** What the pod must bear to be there: the holder's. */
  readonly tolerations: readonly NonNullable<NonNullable<Pod["spec"]>["tolerations"]>[number][];
}

type NodeAffinity = NonNullable<NonNullable<PodSpec["affinity"]>["nodeAffinity"]>;
type Term = NonNullable<NodeAffinity["requiredDuringSchedulingIgnoredDuringExecution"]>["nodeSelectorTerms"][number];

/** Whether a value is a placement, as JSON carries it. */
export function isPlacement(value: unknown): value is Placement {
  const { node, isRequired, tolerations } = value as Partial<Record<keyof Placement, unknown>> ?? {};
  return typeof node === "string" && typeof isRequired === "boolean" && Array.isArray(tolerations);
}

/**
 * The template with a placement merged into its own affinity and tolerations. Never by nodeName: that passes the
 * scheduler over, and a full node would then refuse replacement pods without end.
 */
export function placeBeside(template: PodTemplate, placement: Placement | undefined): PodTemplate {
  if (!placement || !template.spec) return template;
  const { spec } = template;
  const nodeAffinity = placement.isRequired
    ? requireNode(spec.affinity?.nodeAffinity, placement.node)
    : preferNode(spec.affinity?.nodeAffinity, placement.node);
  const tolerations = mergeTolerations(spec.tolerations ?? [], placement.tolerations);
  return {
    ...template,
    spec: {
      ...spec,
      affinity: { ...spec.affinity, nodeAffinity },
      ...(tolerations.length > 0 ? { tolerations } : {}),
    },
  };
}

function fieldOf(node: string): NonNullable<Term["matchFields"]>[number] {
  return { key: "metadata.name", operator: "In", values: [node] };
}

/** Terms are alternatives, so that each gets the node; one that says nothing matches nothing and stays so. */
function requireNode(own: NodeAffinity | undefined, node: string): NodeAffinity {
  const terms = own?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const saying = terms.filter((each) => each.matchExpressions?.length || each.matchFields?.length);
  const placed = (term: Term): Term => ({ ...term, matchFields: [...term.matchFields ?? [], fieldOf(node)] });
  const nodeSelectorTerms = terms.length === 0 ? [placed({})] : saying.length === 0 ? terms : saying.map(placed);
  return { ...own, requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } };
}

function preferNode(own: NodeAffinity | undefined, node: string): NodeAffinity {
  const preferred = own?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const here = { weight: 100, preference: { matchFields: [fieldOf(node)] } };
  return { ...own, preferredDuringSchedulingIgnoredDuringExecution: [...preferred, here] };
}

function mergeTolerations<T>(own: readonly T[], holders: readonly T[]): T[] {
  const known = new Set(own.map((each) => canonicalJson(each)));
  return [...own, ...holders.filter((each) => !known.has(canonicalJson(each)))];
}
