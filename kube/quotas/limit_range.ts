import { at, type Fields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { compareQuantities, formatQuantity, type Quantity } from "../quantity.ts";
import { type Amounts, amountsOfPod, containersOf, readAmounts } from "./amounts.ts";

const ANNOTATION = "kubernetes.io/limit-ranger";

/** The limits of a type in these LimitRanges. */
const limitsOf = (ranges: readonly UntypedObject[], type: string) =>
  ranges.flatMap((each) => ((at(each, "spec.limits") ?? []) as Fields[]).filter((limit) => limit.type === type));

/** Fills in what a LimitRange leaves to its type: defaults are at most the maximum, requests at most the limits. */
export function completeLimitRange(range: UntypedObject): void {
  for (const limit of limitsOf([range], "Container")) {
    const { default: limits, defaultRequest, max, min } = limit as Record<string, Fields | undefined>;
    const ownLimits = { ...max, ...limits };
    const ownRequests = { ...min, ...ownLimits, ...defaultRequest };
    if (Object.keys(ownLimits).length > 0) limit.default = ownLimits;
    if (Object.keys(ownRequests).length > 0) limit.defaultRequest = ownRequests;
  }
}

/** Gives containers that state nothing what the LimitRanges of their namespace say; changes `pod`. */
export function applyLimitRanges(pod: UntypedObject, ranges: readonly UntypedObject[]): void {
  const told: string[] = [];
  for (const limit of limitsOf(ranges, "Container")) {
    for (const [path, word] of [["spec.containers", "container"], ["spec.initContainers", "init container"]]) {
      for (const container of containersOf(pod, path)) {
        for (const what of ["requests", "limits"] as const) {
          const set = complete(container, what, (what === "limits" ? limit.default : limit.defaultRequest) as Fields);
          if (set.length > 0) told.push(`${set.sort().join(", ")} ${what.slice(0, -1)} for ${word} ${container.name}`);
        }
      }
    }
  }
  if (told.length === 0) return;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${told.join("; ")}` };
  pod.metadata.annotations = annotations;
}

/** Adds what a container does not state; answers the names of that. */
function complete(container: Fields, what: "requests" | "limits", defaults: Fields = {}): string[] {
  const resources = (container.resources ??= {}) as Fields;
  const stated = (resources[what] ?? {}) as Fields;
  const missing = Object.keys(defaults).filter((name) => stated[name] === undefined);
  if (missing.length > 0) {
    resources[what] = { ...stated, ...Object.fromEntries(missing.map((each) => [each, defaults[each]])) };
  }
  return missing;
}

/** Why LimitRanges do not admit a pod or a claim, in Kubernetes' words; undefined where they do. */
export function refuseByLimitRange(object: UntypedObject, ranges: readonly UntypedObject[]): string | undefined {
  const why = object.kind === "Pod" ? weighPod(object, ranges) : weighClaim(object, ranges);
  return why.length > 1 ? `[${why.join(", ")}]` : why[0];
}

function weighPod(pod: UntypedObject, ranges: readonly UntypedObject[]): string[] {
  const containers = [...containersOf(pod), ...containersOf(pod, "spec.initContainers")];
  return [
    ...limitsOf(ranges, "Container").flatMap((limit) =>
      containers.flatMap((each) =>
        weigh(limit, readAmounts(at(each, "resources.requests")), readAmounts(at(each, "resources.limits")))
      )
    ),
    ...limitsOf(ranges, "Pod").flatMap((limit) =>
      weigh(limit, amountsOfPod(pod, "requests"), amountsOfPod(pod, "limits"))
    ),
  ];
}

function weighClaim(claim: UntypedObject, ranges: readonly UntypedObject[]): string[] {
  const requests = readAmounts(at(claim, "spec.resources.requests"));
  return limitsOf(ranges, "PersistentVolumeClaim").flatMap((limit) => weigh(limit, requests, new Map(), "request"));
}

/** Minima hold for requests and limits, maxima for both; `needed` is what has to be stated where there is a maximum. */
function weigh(limit: Fields, requests: Amounts, limits: Amounts, needed: "limit" | "request" = "limit"): string[] {
  const told = (bound: string, name: string, amount: Quantity) =>
    `${bound} ${name} usage per ${limit.type} is ${formatQuantity(amount)}`;
  const but = (what: string, amount: Quantity) => `, but ${what} is ${formatQuantity(amount)}`;
  const weighOne = (bound: string, name: string, amount: Quantity, must: string, sign: 1 | -1): string[] => {
    const stated: [string, Quantity | undefined][] = [["request", requests.get(name)], ["limit", limits.get(name)]];
    const order = must === "request" ? stated : stated.toReversed();
    if (order[0][1] === undefined) return [`${told(bound, name, amount)}.  No ${must} is specified`];
    const wrong = order.find(([, each]) => each && compareQuantities(each, amount) * sign > 0);
    return wrong ? [told(bound, name, amount) + but(wrong[0], wrong[1]!)] : [];
  };
  return [
    ...[...readAmounts(limit.min)].flatMap(([name, amount]) => weighOne("minimum", name, amount, "request", -1)),
    ...[...readAmounts(limit.max)].flatMap(([name, amount]) => weighOne("maximum", name, amount, needed, 1)),
  ];
}
