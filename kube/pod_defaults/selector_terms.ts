import type { V1LabelSelector } from "@kubernetes/client-node";
import { isFields } from "../json_value.ts";
import { checkForm, checkKey } from "../name_forms.ts";
import type { Wire } from "../object.ts";

/** A label selector as objects carry it. */
export type LabelSelector = Wire<V1LabelSelector>;

/** One demand on the label `key`. */
export type SelectorTerm =
  | { key: string; operator: "In" | "NotIn"; values: readonly string[] }
  | { key: string; operator: "Exists" | "DoesNotExist" };

/** The demands of a selector, all of which have to be met, or why it cannot be read. */
export type ReadSelector = { terms: readonly SelectorTerm[] } | { reason: string };

/**
 * Reads a selector whoever wrote it; nothing is thrown for any value. Absent or empty it has no demands and selects
 * everything, as in Kubeflow.
 */
export function readSelector(selector: LabelSelector | undefined): ReadSelector {
  if (selector === undefined || selector === null) return { terms: [] };
  if (!isFields(selector)) return { reason: "Its selector is not an object." };
  const { matchLabels, matchExpressions } = selector;
  if (matchLabels && !isFields(matchLabels)) return { reason: "matchLabels of its selector is not an object." };
  if (matchExpressions && !Array.isArray(matchExpressions)) {
    return { reason: "matchExpressions of its selector is not a list." };
  }
  const equal = Object.entries(matchLabels ?? {}).map(([key, value]) => ({ key, operator: "In", values: [value] }));
  const terms: SelectorTerm[] = [];
  for (const each of [...equal, ...matchExpressions ?? []]) {
    const term = readTerm(each);
    if (typeof term === "string") return { reason: term };
    terms.push(term);
  }
  return { terms };
}

/** Whether labels meet all demands. */
export function meetsAll(labels: Readonly<Record<string, string>>, terms: readonly SelectorTerm[]): boolean {
  return terms.every((term) => meets(Object.hasOwn(labels, term.key) ? labels[term.key] : undefined, term));
}

/** Whether a label's value, undefined where there is none, meets a demand. */
export function meets(value: string | undefined, term: SelectorTerm): boolean {
  switch (term.operator) {
    case "In":
      return value !== undefined && term.values.includes(value);
    case "NotIn":
      return value === undefined || !term.values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
  }
}

/** The demand, or a sentence on why it makes none. */
function readTerm(expression: unknown): SelectorTerm | string {
  if (!isFields(expression) || typeof expression.key !== "string") {
    return "Its selector has an expression without a key.";
  }
  const { key, operator } = expression;
  if (checkKey("key", key).length > 0) return `Its selector names the label "${key}", which no label can be called.`;
  const values = Array.isArray(expression.values) ? expression.values : [];
  switch (operator) {
    case "In":
    case "NotIn":
      if (values.length === 0) return `Its selector compares the label "${key}" with no value (${operator}).`;
      return wrongValue(key, values) ?? { key, operator, values };
    case "Exists":
    case "DoesNotExist":
      if (values.length > 0) return `Its selector gives the label "${key}" values, which ${operator} does not take.`;
      return { key, operator };
    default:
      return `Its selector has the operator "${operator}", which Kubernetes does not know.`;
  }
}

function wrongValue(key: string, values: readonly unknown[]): string | undefined {
  for (const value of values) {
    if (typeof value !== "string") return `Its selector compares the label "${key}" with something that is no text.`;
    if (checkForm("value", value, "labelValue").length > 0) {
      return `Its selector compares the label "${key}" with "${value}", which is no value of a label.`;
    }
  }
}
