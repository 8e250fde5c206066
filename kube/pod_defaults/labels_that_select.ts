import { type LabelSelector, meets, readSelector, type SelectorTerm } from "./selector_terms.ts";

/** What else decides the labels of the pod. */
export interface LabelSurroundings {
  /** Labels that the resource has anyway, and keeps. */
  present?: Readonly<Record<string, string>>;
  /** Labels that pods get from somebody else, whatever the resource says: see `RESERVED_POD_LABELS`. */
  reserved?: readonly string[];
}

/** Labels to put on a resource, none where it is selected as it is, or a sentence on why no labels do. */
export type LabelChoice = { labels: Record<string, string> } | { reason: string };

/**
 * Labels that the pods of each kind get from its controllers, whatever the resource's labels are. Nobody can choose a
 * configuration by these.
 */
export const RESERVED_POD_LABELS = {
  Notebook: [
    "statefulset",
    "notebook-name",
    "controller-revision-hash",
    "statefulset.kubernetes.io/pod-name",
    "apps.kubernetes.io/pod-index",
  ],
  Tensorboard: ["app", "pod-template-hash"],
  PVCViewer: [
    "app.kubernetes.io/name",
    "app.kubernetes.io/instance",
    "app.kubernetes.io/part-of",
    "pod-template-hash",
  ],
} as const satisfies Record<string, readonly string[]>;

/**
 * The fewest labels with which a resource, and so its pod, is selected by a selector, or by several at once. Of the values
 * that would do the first one named is taken, and `true` where any does.
 */
export function labelsThatSelect(
  selector: LabelSelector | undefined | readonly (LabelSelector | undefined)[],
  { present = {}, reserved = [] }: LabelSurroundings = {},
): LabelChoice {
  const terms: SelectorTerm[] = [];
  for (const each of Array.isArray(selector) ? selector : [selector]) {
    const read = readSelector(each);
    if ("reason" in read) return read;
    terms.push(...read.terms);
  }
  const labels = new Map<string, string>();
  for (const [key, demands] of Map.groupBy(terms, (each) => each.key)) {
    const isReserved = reserved.includes(key);
    const choice = isReserved ? refuseReserved(key, demands) : choose(demands, ownValue(present, key));
    if ("reason" in choice) return choice;
    if (choice.value !== undefined) labels.set(key, choice.value);
  }
  return { labels: Object.fromEntries(labels) };
}

/** The value to give to a label, none where it is left as it is, or why none will do. */
type ValueChoice = { value?: string } | { reason: string };

const ownValue = (labels: Readonly<Record<string, string>>, key: string) =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;

/** A reserved label is there, with a value that nobody can foresee. */
function refuseReserved(key: string, demands: readonly SelectorTerm[]): ValueChoice {
  if (demands.every(({ operator }) => operator === "Exists")) return {};
  return { reason: `It applies by the label "${key}", which nobody can choose.` };
}

function choose(demands: readonly SelectorTerm[], present: string | undefined): ValueChoice {
  const { key } = demands[0];
  if (demands.every((each) => meets(present, each))) return {};
  if (present !== undefined) {
    return { reason: `It does not apply where the label "${key}" is "${present}", as it is here.` };
  }
  const value = candidates(demands).find((each) => demands.every((demand) => meets(each, demand)));
  return value === undefined
    ? { reason: `It contradicts itself about the label "${key}": no value of it will do.` }
    : { value };
}

/** Values of which one will do if any does: those that are asked for, else one more than can be excluded. */
function candidates(demands: readonly SelectorTerm[]): string[] {
  const named = (operator: "In" | "NotIn") =>
    demands.flatMap((each) => each.operator === operator && "values" in each ? each.values : []);
  if (demands.some(({ operator }) => operator === "In")) return named("In");
  return ["true", ...named("NotIn").map((_, index) => `choice-${index + 1}`)];
}
