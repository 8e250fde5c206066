import { createHash } from "node:crypto";
import { apiVersionOf, type CoreEvent } from "../../kube/mod.ts";
import { toInstant } from "../../kube/explain/mod.ts";
import { CULLED_TYPES } from "./actions/culled_types.ts";
import { CULLER } from "./actions/culling_action.ts";
import type { CullingVerdict } from "./policy/decide.ts";
import type { CullingSubject } from "./subject.ts";

/** The Event by which a user is warned, or told what was done; its name is the same for the same thing, so that it comes once. */
export function cullingEvent(
  subject: Pick<CullingSubject, "kind" | "namespace" | "name" | "uid">,
  { reason, message, warned, stopsAt }: CullingVerdict,
  { what, now }: { what: "warning" | "done"; now: Date },
): CoreEvent {
  const { kind, namespace, name, uid } = subject;
  const identity = [uid, what, reason, warned?.at ?? stopsAt].join("/");
  const hash = createHash("sha256").update(identity).digest("hex");
  const at = toInstant(now);
  return {
    metadata: { name: `${name}.${hash.slice(0, 16)}`, namespace },
    involvedObject: { apiVersion: apiVersionOf(CULLED_TYPES[kind]), kind, namespace, name, uid },
    type: what === "warning" ? "Warning" : "Normal",
    reason: what === "warning" ? "CullingSoon" : "Culled",
    message,
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
    source: { component: CULLER },
    reportingComponent: CULLER,
    reportingInstance: "",
  };
}
