/** Effect: stops or deletes what a verdict condemned, through the Kubernetes client. */
import { isConflict, isNotFound, type KubeClient, type KubeObject } from "../../../kube/mod.ts";
import type { ActionOutcome } from "../culler_metrics.ts";
import type { CulledKind } from "../subject.ts";
import { CULLED_TYPES } from "./culled_types.ts";
import { CULLER, type CullingAction } from "./culling_action.ts";

/** Whom it is about, and what to do with the object as it is now; undefined: nothing any more. */
export interface Condemned {
  readonly kind: CulledKind;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly decideAgain: (object: KubeObject) => CullingAction | undefined;
}

/**
 * Reads the object anew, decides again, and acts under the version that was read: what was touched a moment ago stays. A
 * conflict is not tried again here, since the next check decides from the beginning. Rejects with any other failure.
 */
export async function carryOut(condemned: Condemned, client: KubeClient, signal: AbortSignal): Promise<ActionOutcome> {
  const { kind, namespace, name, uid, decideAgain } = condemned;
  try {
    const object = await client.get(CULLED_TYPES[kind], { namespace, name }, signal);
    if (object.metadata.uid !== uid) return "gone";
    const action = decideAgain(object);
    if (!action) return "changed";
    await perform(action, client, signal);
    return "done";
  } catch (error) {
    if (isNotFound(error)) return "gone";
    if (isConflict(error)) return "changed";
    throw error;
  }
}

async function perform(action: CullingAction, client: KubeClient, signal: AbortSignal): Promise<void> {
  const type = CULLED_TYPES[action.kind];
  if (action.act === "delete") {
    const { preconditions } = action;
    return await client.delete(type, action.key, { preconditions, propagationPolicy: "Background", signal });
  }
  await client.patch(type, action.key, action.patch, { type: "merge", fieldManager: CULLER, signal });
}
