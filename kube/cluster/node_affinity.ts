import type { Node, Pod } from "../builtins.ts";

interface Requirement {
  key: string;
  operator: string;
  values?: string[];
}
interface Term {
  matchExpressions?: Requirement[];
  matchFields?: Requirement[];
}

/** Whether a node is one that the pod requires, by its labels or by its name; of several terms one is enough. */
export function isRequiredNode(pod: Pod, { metadata }: Node): boolean {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {});
  if (selector.some(([key, value]) => metadata.labels?.[key] !== value)) return false;
  const terms = termsOf(pod);
  const named = { "metadata.name": metadata.name };
  return !terms || terms.some(({ matchExpressions = [], matchFields = [] }) =>
    // A term without requirements matches nothing.
    matchExpressions.length + matchFields.length > 0 &&
    matchExpressions.every((each) => isMet(each, metadata.labels ?? {})) && matchFields.every((each) =>
      isMet(each, named)
    )
  );
}

/** The names of the only nodes that the pod may go to, of which none need exist; undefined where it names none. */
export function requiredNames(pod: Pod): ReadonlySet<string> | undefined {
  const perTerm = termsOf(pod)?.map(({ matchFields = [] }) =>
    matchFields.filter(({ key, operator }) => key === "metadata.name" && operator === "In")
      .map(({ values = [] }) => new Set(values)).reduce<Set<string> | undefined>(
        (a, b) => a?.intersection(b) ?? b,
        undefined,
      )
  );
  if (!perTerm?.length || perTerm.includes(undefined)) return undefined;
  return perTerm.reduce<Set<string>>((a, b) => a.union(b!), new Set());
}

function termsOf({ spec }: Pod): Term[] | undefined {
  return spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
}

function isMet({ key, operator, values = [] }: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[key];
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return Number(value) > Number(values[0]);
    default:
      return operator === "Lt" && Number(value) < Number(values[0]);
  }
}
