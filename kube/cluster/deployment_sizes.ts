import type { Deployment, ReplicaSet } from "../builtins.ts";
import { oldestFirst } from "./deployment_revisions.ts";

/** How far a rolling update may go above and below the wanted number of pods; both are 0 with Recreate. */
export interface Leeway {
  surge: number;
  unavailable: number;
}

/** The sizes that ReplicaSets are to have next, by name; `current` that of the present template, which may not be there yet. */
export interface Sizes {
  /** Undefined: it is not to be made yet. */
  current?: number;
  old: ReadonlyMap<string, number>;
}

const wantedOf = ({ spec }: Deployment) => spec!.replicas ?? 1;
const sizeOf = (set: ReplicaSet) => set.spec!.replicas ?? 1;
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

/** What a Deployment's strategy allows for its size: percentages up for more pods, down for fewer, never both 0. */
export function leewayOf(deployment: Deployment): Leeway {
  const { type, rollingUpdate = {} } = deployment.spec!.strategy ?? {};
  const wanted = wantedOf(deployment);
  if (type === "Recreate") return { surge: 0, unavailable: 0 };
  const resolve = (value: unknown, round: (part: number) => number) =>
    String(value).endsWith("%") ? round(parseInt(String(value)) / 100 * wanted) : Number(value);
  const surge = resolve(rollingUpdate.maxSurge ?? "25%", Math.ceil);
  const unavailable = resolve(rollingUpdate.maxUnavailable ?? "25%", Math.floor);
  return { surge, unavailable: Math.min(wanted, surge === 0 && unavailable === 0 ? 1 : unavailable) };
}

/** One step of a rollout; `isOldRunning`: whether pods of older templates are still there. */
export function planSizes(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  isOldRunning: boolean,
): Sizes {
  if (deployment.spec!.paused) return planPaused(deployment, current, old);
  if (deployment.spec!.strategy?.type === "Recreate") return planRecreate(deployment, current, old, isOldRunning);
  return planRolling(deployment, current, old);
}

/** Only the one that has the pods follows the Deployment's size. */
function planPaused(deployment: Deployment, current: ReplicaSet | undefined, old: readonly ReplicaSet[]): Sizes {
  const active = [...current ? [current] : [], ...old].filter((set) => sizeOf(set) > 0);
  const only = active.length === 1 ? active[0] : active.length === 0 ? current : undefined;
  const to = (set: ReplicaSet) => set === only ? wantedOf(deployment) : sizeOf(set);
  return { current: current && to(current), old: new Map(old.map((set) => [set.metadata.name, to(set)])) };
}

function planRecreate(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
  isOldRunning: boolean,
): Sizes {
  const isWaiting = isOldRunning || old.some((set) => sizeOf(set) > 0);
  return {
    current: isWaiting ? current && sizeOf(current) : wantedOf(deployment),
    old: new Map(old.map((set) => [set.metadata.name, 0])),
  };
}

function planRolling(deployment: Deployment, current: ReplicaSet | undefined, old: readonly ReplicaSet[]): Sizes {
  const wanted = wantedOf(deployment);
  const { surge, unavailable } = leewayOf(deployment);
  const has = current ? sizeOf(current) : 0;
  const pods = has + sum(old.map(sizeOf));
  const next = Math.min(wanted, has + Math.max(0, wanted + surge - pods));
  const unchanged = new Map(old.map((set) => [set.metadata.name, sizeOf(set)]));
  if (!current || next !== has) return { current: next, old: unchanged };
  const availableNow = (set: ReplicaSet) => set.status?.availableReplicas ?? 0;
  const least = wanted - unavailable;
  const sizes = new Map(unchanged);
  // What does not serve anyway goes first, then what may be missed.
  let spare = pods - least - (has - availableNow(current));
  if (spare <= 0) return { current: has, old: unchanged };
  for (const set of oldestFirst(old)) {
    const broken = Math.max(0, Math.min(spare, sizeOf(set) - availableNow(set)));
    sizes.set(set.metadata.name, sizeOf(set) - broken);
    spare -= broken;
  }
  let missable = sum([current, ...old].map(availableNow)) - least;
  for (const set of oldestFirst(old)) {
    const size = sizes.get(set.metadata.name)!;
    const fewer = Math.max(0, Math.min(size, missable));
    sizes.set(set.metadata.name, size - fewer);
    missable -= fewer;
  }
  return { current: has, old: sizes };
}
