import { type KubeObject, type ResourceType, SERVICES } from "../../kube/mod.ts";
import type { Observed } from "../tool/observed.ts";
import type { ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { ownershipOf } from "./child_ownership.ts";
import type { Removal } from "./removal.ts";

/**
 * The Service and the route that an object had and does not ask for any more: nobody would reach anything by them, and
 * they would still be a way in. What a wish that cannot be followed leaves out, it does not ask away.
 */
export function planChildRemovals(
  { type }: Pick<ToolKind, "type">,
  { object, service, route, routes }: Pick<Observed, "object" | "service" | "route" | "routes">,
  wish: Pick<ToolWish, "fault" | "service" | "route">,
): Removal[] {
  if (wish.fault || object.metadata.deletionTimestamp) return [];
  const removalOf = (child: KubeObject | undefined, of: ResourceType): Removal[] => {
    const { namespace, name, uid } = child?.metadata ?? {};
    if (!child || !name || !uid || ownershipOf(child, type, object) !== "ours") return [];
    return [{ type: of, namespace: namespace ?? "", name, uid }];
  };
  return [
    ...(wish.service ? [] : removalOf(service, SERVICES)),
    ...(wish.route || routes.kind === "none" ? [] : removalOf(route, routes.type)),
  ];
}
