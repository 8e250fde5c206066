import { findDrift, type KubeObject, type ResourceType } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";
import type { ToolKind } from "../tool/tool_kind.ts";
import type { Child } from "./child.ts";
import { ownershipOf } from "./child_ownership.ts";
import { standingRefusal } from "./child_refusals.ts";
import { judgeRivalry, type Rivalry, wantedHash } from "./rivalry.ts";

/** Which children are to be applied, and which cannot be. */
export interface PlannedApplies {
  applies: readonly Child[];
  /** Of those children that are as they should be. */
  unchanged: readonly ResourceType[];
  refused: readonly RefusedChild[];
  taken?: { kind: string; name: string };
  /** Of those children that another controller undoes. */
  rivalries: Partial<Record<Child["kind"], Rivalry>>;
}

/** A child whose body the apiserver would not take. */
export interface RefusedChild {
  kind: Child["kind"];
  refusal: { code: number; message: string; retryAtMs: number };
}

const NOTHING: PlannedApplies = { applies: [], unchanged: [], refused: [], rivalries: {} };

/** The children that differ from how they should be, without those that are not ours or were refused as they are. */
export function planApplies(
  kind: ToolKind,
  observed: Observed,
  children: readonly Child[],
  now: Date,
): PlannedApplies {
  const { object, refusals, unseen } = observed;
  if (object.metadata.deletionTimestamp) return NOTHING;
  // What exists and is not seen might be overwritten, and its pod restarted.
  if (unseen.statefulsets !== undefined || unseen.deployments !== undefined || unseen.services !== undefined) {
    return NOTHING;
  }
  const { workload, service, route } = observed;
  const liveOf = { StatefulSet: workload, Deployment: workload, Service: service, Route: route, ConfigMap: undefined };
  const ownerships = children.map((each) => liveOf[each.kind] && ownershipOf(liveOf[each.kind]!, kind.type, object));
  const foreign = children.find((_, index) => ownerships[index] === "foreign");
  const applies: Child[] = [];
  const refused: RefusedChild[] = [];
  const unchanged: ResourceType[] = [];
  const rivalries: PlannedApplies["rivalries"] = {};
  for (const [index, child] of children.entries()) {
    // Nothing new is made beside what is taken; what is ours already is kept in step, so that it can be stopped.
    const mayApply = ownerships[index] === "ours" || (ownerships[index] === undefined && !foreign);
    if (!mayApply || child.kind === "ConfigMap") continue;
    if (!differs(child, liveOf[child.kind])) {
      unchanged.push(child.type);
      continue;
    }
    const rivalry = rivalryOver(child, liveOf[child.kind], observed, now);
    if (rivalry) rivalries[child.kind] = rivalry;
    const refusal = standingRefusal(child.body, refusals[child.kind], now);
    if (refusal) refused.push({ kind: child.kind, refusal });
    else if (!rivalry?.isGivenUp) applies.push(child);
  }
  planConfig(children.find((each) => each.kind === "ConfigMap"), { applies, refused, refusals, now });
  const taken = foreign && { kind: foreign.type.kind, name: foreign.body.metadata.name };
  return { applies, unchanged, refused, taken, rivalries };
}

/**
 * What ConfigMaps there are is not ours to see. So one is applied whenever the workload that mounts it is, which is at
 * each of its starts, and again when a refusal has had its time.
 */
function planConfig(
  child: Child | undefined,
  { applies, refused, refusals, now }: Pick<Observed, "refusals"> & {
    applies: Child[];
    refused: RefusedChild[];
    now: Date;
  },
): void {
  const isDue = refusals.ConfigMap !== undefined ||
    applies.some(({ kind }) => kind === "StatefulSet" || kind === "Deployment");
  if (!child || !isDue) return;
  const refusal = standingRefusal(child.body, refusals.ConfigMap, now);
  if (refusal) refused.push({ kind: child.kind, refusal });
  else applies.push(child);
}

function rivalryOver(
  { kind, body }: Child,
  live: KubeObject | undefined,
  { object, history }: Pick<Observed, "object" | "history">,
  now: Date,
): Rivalry | undefined {
  if (!live) return undefined;
  const wanted = wantedHash(object.metadata.generation, body);
  return judgeRivalry({ live, wanted, written: history?.written[kind], before: history?.rivalries[kind] }, now);
}

function differs({ body, schema }: Child, live: KubeObject | undefined): boolean {
  return live === undefined || findDrift(body, live, { manager: CONTROLLER, schema }) !== undefined;
}
