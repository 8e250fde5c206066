import { qualified } from "../failure.ts";
import { at, type Fields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { addQuantities, compareQuantities, formatQuantity } from "../quantity.ts";
import { addAmounts, type Amounts, amountsOfPod, containersOf, ONE, readAmounts, ZERO } from "./amounts.ts";

/** Kinds of the core group that a quota may also count without `count/`. */
const COUNTED = ["configmaps", "persistentvolumeclaims", "pods", "resourcequotas", "secrets", "services"];
/** What requests may be called without `requests.`. */
const SHORT = ["cpu", "memory", "ephemeral-storage"];

/** A kind by its collection. */
interface Collection {
  group: string;
  plural: string;
}

/** How much an object takes of what a quota may limit. */
export function usageOf(object: UntypedObject, { group, plural }: Collection): Amounts {
  const usage: Amounts = new Map([[`count/${qualified(plural, group)}`, ONE]]);
  if (group !== "") return usage;
  const isOver = plural === "pods" && ["Succeeded", "Failed"].includes(String(at(object, "status.phase")));
  if (isOver) return usage;
  if (COUNTED.includes(plural)) usage.set(plural, ONE);
  if (plural === "pods") return addAmounts(usage, usageOfPod(object));
  return plural === "persistentvolumeclaims" ? addAmounts(usage, usageOfClaim(object)) : usage;
}

function usageOfPod(pod: UntypedObject): Amounts {
  const usage: Amounts = new Map();
  for (const [name, amount] of amountsOfPod(pod, "requests")) {
    usage.set(`requests.${name}`, amount);
    if (SHORT.includes(name)) usage.set(name, amount);
  }
  for (const [name, amount] of amountsOfPod(pod, "limits")) usage.set(`limits.${name}`, amount);
  return usage;
}

function usageOfClaim(claim: UntypedObject): Amounts {
  const storage = readAmounts(at(claim, "spec.resources.requests")).get("storage") ?? ZERO;
  const usage: Amounts = new Map([["requests.storage", storage]]);
  const name = at(claim, "spec.storageClassName");
  if (!name) return usage;
  const ofClass = `${name}.storageclass.storage.k8s.io`;
  return usage.set(`${ofClass}/requests.storage`, storage).set(`${ofClass}/persistentvolumeclaims`, ONE);
}

/** What a quota's status says: what it allows, and how much of it these usages take. */
export function statusOfQuota(quota: UntypedObject, usages: Iterable<Amounts>): { hard: Fields; used: Fields } {
  const hard = readAmounts(at(quota, "spec.hard"));
  const sum: Amounts = new Map();
  for (const usage of usages) addAmounts(sum, usage);
  const used = [...hard.keys()].sort().map((name) => [name, formatQuantity(sum.get(name) ?? ZERO)]);
  return { hard: (at(quota, "spec.hard") ?? {}) as Fields, used: Object.fromEntries(used) };
}

/**
 * Why quotas do not admit `object`, in Kubernetes' words; undefined where they do. `before` is what it replaces, whose
 * usage counts as taken already. Quotas with scopes are not weighed.
 */
export function refuseByQuota(
  quotas: readonly UntypedObject[],
  usages: Iterable<Amounts>,
  object: UntypedObject,
  before: UntypedObject | undefined,
  of: Collection,
): string | undefined {
  const taken: Amounts = new Map();
  for (const usage of usages) addAmounts(taken, usage);
  const usage = usageOf(object, of);
  const old = before ? usageOf(before, of) : new Map();
  for (const quota of quotas.toSorted((a, b) => a.metadata.name < b.metadata.name ? -1 : 1)) {
    if (at(quota, "spec.scopes") || at(quota, "spec.scopeSelector")) continue;
    const why = weigh(quota, object, { taken, usage, old });
    if (why !== undefined) return why;
  }
  return undefined;
}

interface Weighed {
  taken: Amounts;
  usage: Amounts;
  old: Amounts;
}

function weigh(quota: UntypedObject, object: UntypedObject, { taken, usage, old }: Weighed): string | undefined {
  const { name } = quota.metadata;
  const hard = readAmounts(at(quota, "spec.hard"));
  const names = [...hard.keys()].sort();
  const unsaid = object.kind === "Pod" ? names.flatMap((each) => withoutIt(object, each)) : [];
  if (unsaid.length > 0) return `failed quota: ${name}: must specify ${unsaid.join("; ")}`;
  const deltas = new Map(names.map((each) => {
    const less = old.get(each) ?? ZERO;
    return [each, addQuantities(usage.get(each) ?? ZERO, { ...less, digits: -less.digits })];
  }));
  const over = names.filter((each) => {
    const delta = deltas.get(each)!;
    const sum = addQuantities(taken.get(each) ?? ZERO, delta);
    return compareQuantities(delta, ZERO) > 0 && compareQuantities(sum, hard.get(each)!) > 0;
  });
  if (over.length === 0) return undefined;
  const list = (amounts: Amounts) =>
    over.map((each) => `${each}=${formatQuantity(amounts.get(each) ?? ZERO)}`).join(",");
  return `exceeded quota: ${name}, requested: ${list(deltas)}, used: ${list(taken)}, limited: ${list(hard)}`;
}

/** A quota on requests or limits of cpu or memory wants every container to state them. */
function withoutIt(pod: UntypedObject, name: string): string[] {
  const [what, resource] = SHORT.includes(name) ? ["requests", name] : name.split(/\.(.*)/);
  if ((what !== "requests" && what !== "limits") || !SHORT.includes(resource)) return [];
  const all = [...containersOf(pod), ...containersOf(pod, "spec.initContainers")];
  const silent = all.filter((each) => !readAmounts(at(each, `resources.${what}`)).has(resource));
  return silent.length > 0 ? [`${name} for: ${silent.map((each) => each.name).sort().join(",")}`] : [];
}
