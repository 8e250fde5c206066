import type { ObservedTool } from "./observed_tool.ts";
import { asDetail, enumerate, resourceWord } from "./wording.ts";

/** What a scheduler's sentence says of the machines that it looked at. */
export interface PlacementWords {
  /** How many it looked at; undefined where it does not say. */
  readonly nodes?: number;
  /** What people call the resources that no machine has enough of. */
  readonly lacking: readonly string[];
  /** Why none fits, machine by machine, as part of a sentence. */
  readonly detail: string;
  /** Why the one does not that it has to be on, as part of a sentence about it; undefined where it is not told apart. */
  readonly here?: string;
}

/** What of a tool a scheduler's words are about. */
type Placed = Pick<ObservedTool, "pod" | "taints">;

/** Reads `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint {a: b}. preemption: …`. */
export function readPlacement(words: string, placed: Placed): PlacementWords {
  const [, nodes, causes] = /^0\/(\d+) nodes are available: (.*)$/s.exec(words.replace(/\s+/g, " ")) ?? [];
  if (nodes === undefined || nodes === "0") return { lacking: [], detail: detailWithoutNodes(words) };
  const parts = splitCauses(causes).map((cause) => explainCause(cause, placed));
  const lacking = parts.flatMap((each) => each.lacking ?? []);
  const said = parts.map(({ count, one, many }) =>
    count === undefined ? many : `${count} of ${nodes} ${count === 1 ? one : many}`
  );
  const elsewhere = parts.reduce((sum, each) => sum + (each.isElsewhere ? each.count ?? 0 : 0), 0);
  const here = parts.filter((each) => !each.isElsewhere).map(({ one }) => one);
  const isOne = here.length > 0 && Number(nodes) - elsewhere === 1;
  return {
    ...{ nodes: Number(nodes), lacking: [...new Set(lacking)], detail: asDetail(enumerate(said)) },
    ...(isOne ? { here: asDetail(`it ${enumerate(here)}`) } : {}),
  };
}

function detailWithoutNodes(words: string): string {
  return /no nodes available|^0\/0 nodes/.test(words) ? "there is none" : asDetail(words);
}

/** Each cause begins with how many machines it is of; what the scheduler says about preemption is not for people. */
function splitCauses(causes: string): string[] {
  return causes
    .replace(/[.,]? (?:no new claims to deallocate|still not schedulable|preemption: ).*$/s, "")
    .split(/, (?=\d+ )/)
    .map((each) => each.replace(/[.\s]+$/, ""));
}

interface Cause {
  readonly one: string;
  readonly many: string;
  readonly lacking?: string;
  /** Whether it is of the machines that were passed over because it has to be on another. */
  readonly isElsewhere?: boolean;
}

function explainCause(text: string, placed: Placed): Cause & { count?: number } {
  const [, count, words] = /^(\d+) (?:node\(s\) )?(.*)$/s.exec(text) ?? [];
  if (words === undefined) return { one: text, many: text };
  const known = CAUSES.map((read) => read(words, placed)).find((each) => each !== undefined);
  return { count: Number(count), ...(known ?? { one: words, many: words }) };
}

type ReadCause = (words: string, placed: Placed) => Cause | undefined;

const CAUSES: readonly ReadCause[] = [
  (words) =>
    /didn't satisfy plugin\(s\) \[NodeAffinity\]/.test(words)
      ? { one: "is not the one it has to be on", many: "are not the one it has to be on", isElsewhere: true }
      : undefined,
  (words) => {
    const resource = /^Insufficient ([\w./-]+\w)/.exec(words)?.[1];
    if (!resource) return undefined;
    const word = resourceWord(resource);
    return { one: `lacks ${word}`, many: `lack ${word}`, lacking: word };
  },
  (words) => /^Too many pods/.test(words) ? { one: "is full", many: "are full", lacking: "room" } : undefined,
  (words, { taints = [] }) => {
    if (!/taint/.test(words)) return undefined;
    // From Kubernetes 1.36 on it says that there are taints, and not which.
    const [, key, value] = /\{([^:}]+): ?([^}]*)\}/.exec(words) ?? [];
    return explainTaints(key ? [value ? `${key}=${value}` : key] : taints);
  },
  (words) => /volume node affinity conflict/.test(words) ? same("cannot reach its volume") : undefined,
  (words) => {
    if (!/anti-affinity/.test(words)) return undefined;
    return { one: "has what it must not be beside", many: "have what it must not be beside" };
  },
  (words) =>
    /pod affinity/.test(words)
      ? { one: "lacks what it must be beside", many: "lack what it must be beside" }
      : undefined,
  (words, { pod }) => {
    if (!/node affinity|node selector|didn't match Pod/.test(words)) return undefined;
    const asked = askedKind(pod);
    const kind = asked ? ` (${asked})` : "";
    return { one: `is not of the kind asked for${kind}`, many: `are not of the kind asked for${kind}` };
  },
  (words) =>
    /unschedulable/.test(words) ? { one: "takes no new servers now", many: "take no new servers now" } : undefined,
  (words) => /max volume count/.test(words) ? same("cannot attach more volumes") : undefined,
];

/** Kubernetes' own taint of a machine that it does not hear of. */
const UNHEARD = /^node\.kubernetes\.io\/(not-ready|unreachable)$/;

function explainTaints(taints: readonly string[]): Cause {
  if (taints.length > 0 && taints.every((each) => UNHEARD.test(each))) {
    return { one: "does not answer", many: "do not answer" };
  }
  const which = taints.length > 0 ? ` (${asDetail(enumerate(taints), 80)})` : "";
  return { one: `is reserved for others${which}`, many: `are reserved for others${which}` };
}

function same(words: string): Cause {
  return { one: words, many: words };
}

/** Operators of a node's requirement, between its label and what that is compared with. */
const OPERATORS: Readonly<Record<string, (values: string) => string>> = {
  In: (values) => `=${values}`,
  NotIn: (values) => ` not ${values}`,
  Exists: () => " of any kind",
  DoesNotExist: () => " absent",
  Gt: (values) => ` above ${values}`,
  Lt: (values) => ` below ${values}`,
};

/** Which machines a pod asks for: `gpu=a100`, or the same as an expression; fields are how it is placed beside a volume. */
function askedKind(pod: Placed["pod"]): string {
  const { nodeSelector, affinity } = pod?.spec ?? {};
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const [first] = terms;
  return asDetail(
    [
      ...Object.entries(nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`),
      ...(first?.matchExpressions ?? []).map(({ key, operator, values = [] }) =>
        `${key}${Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator](values.join(" or ")) : ` ${operator}`}`
      ),
    ].join(", "),
    80,
  );
}
