import { parseLabelSelector } from "../../kube/selectors/label_selector.ts";
import { type CullingPolicy, type CullingRule, type CullingSettings, withoutUndefined } from "./culling_settings.ts";
import type { CullingSubject } from "./subject.ts";

/** What decides about one subject, and the rule that it comes from; exempt: nothing is ever stopped. */
export interface MatchedPolicy {
  readonly policy: CullingPolicy;
  readonly rule?: string;
  readonly isExempt: boolean;
}

/** The first rule that matches wins, laid over what holds for all. */
export function matchPolicy(subject: CullingSubject, { policy, rules }: CullingSettings): MatchedPolicy {
  const found = rules.find((rule) => matches(subject, rule));
  if (!found) return { policy, isExempt: false };
  const { name, match: _, exempt = false, ...overlay } = found;
  return { policy: { ...policy, ...withoutUndefined(overlay) }, rule: name, isExempt: exempt };
}

/** Every part that a rule names has to fit; within one part, any of its entries. */
function matches(subject: CullingSubject, { match, exempt }: CullingRule): boolean {
  const { namespaces, labels, kinds, images, resources } = match;
  // What runs in it is not known yet: it may well be what is exempt.
  const mayFit = exempt === true && subject.images.length === 0;
  return isAny(namespaces, [subject.namespace]) && (mayFit || isAny(images, subject.images)) &&
    (mayFit || isAny(resources, subject.resources)) && (!kinds || kinds.includes(subject.kind)) &&
    (labels === undefined || parseLabelSelector(labels)(subject.labels));
}

function isAny(patterns: readonly string[] | undefined, values: readonly string[]): boolean {
  return patterns === undefined || patterns.some((each) => values.some((value) => fits(each, value)));
}

/** `*` stands for anything, and a pattern with nothing else in it is compared as it is. */
function fits(pattern: string, value: string): boolean {
  const parts = pattern.split("*");
  if (parts.length === 1) return pattern === value;
  const [first, last] = [parts[0], parts.at(-1)!];
  if (!value.startsWith(first) || !value.endsWith(last) || value.length < first.length + last.length) return false;
  let at = first.length;
  const end = value.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
