import { findDrift, type KubeObject, type Notebook, NOTEBOOK_NAME_MAX, type ResourceType } from "../../kube/mod.ts";
import { CONTROLLER } from "../settings.ts";
import { ownershipOf } from "./child_names.ts";
import { standingRefusal } from "./child_refusals.ts";
import type { Child } from "./children.ts";
import type { Observed } from "./observed.ts";

/** Which children are to be applied, and which cannot be. */
export interface PlannedApplies {
  applies: readonly Child[];
  /** Of those children that are as they should be. */
  unchanged: readonly ResourceType[];
  refused: readonly RefusedChild[];
  taken?: { kind: string; name: string };
}

/** A child whose body the apiserver would not take. */
export interface RefusedChild {
  kind: Child["kind"];
  refusal: { code: number; message: string; retryAtMs: number };
}

const NOTHING: PlannedApplies = { applies: [], unchanged: [], refused: [] };

/** The children that differ from how they should be, without those that are not ours or were refused as they are. */
export function planApplies(observed: Observed, children: readonly Child[], now: Date): PlannedApplies {
  const { notebook, refusals, unseen } = observed;
  if (notebook.metadata.deletionTimestamp || !canHaveChildren(notebook)) return NOTHING;
  // What exists and is not seen might be overwritten, and its pod restarted.
  if (unseen.statefulsets !== undefined || unseen.services !== undefined) return NOTHING;
  const liveOf = { StatefulSet: observed.statefulSet, Service: observed.service, Route: observed.route };
  const ownerships = children.map((each) => liveOf[each.kind] && ownershipOf(liveOf[each.kind]!, notebook));
  const foreign = children.find((_, index) => ownerships[index] === "foreign");
  const applies: Child[] = [];
  const refused: RefusedChild[] = [];
  const unchanged: ResourceType[] = [];
  for (const [index, child] of children.entries()) {
    // Nothing new is made beside what is taken; what is ours already is kept in step, so that it can be stopped.
    const mayApply = ownerships[index] === "ours" || (ownerships[index] === undefined && !foreign);
    if (!mayApply) continue;
    if (!differs(child, liveOf[child.kind])) {
      unchanged.push(child.type);
      continue;
    }
    const refusal = standingRefusal(child.body, refusals[child.kind], now);
    if (refusal) refused.push({ kind: child.kind, refusal });
    else applies.push(child);
  }
  const taken = foreign && { kind: foreign.type.kind, name: foreign.body.metadata.name };
  return { applies, unchanged, refused, taken };
}

function canHaveChildren({ metadata, spec }: Notebook): boolean {
  return metadata.name.length <= NOTEBOOK_NAME_MAX && spec.template.spec.containers.length > 0;
}

function differs({ body, schema }: Child, live: KubeObject | undefined): boolean {
  return live === undefined || findDrift(body, live, { manager: CONTROLLER, schema }) !== undefined;
}
