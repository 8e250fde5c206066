import type { ToolObject } from "../../kube/explain/mod.ts";
import type { RouteWish, ToolKind, ToolWish } from "../tool/tool_kind.ts";
import { childName } from "./child_names.ts";
import { ownerReferenceTo } from "./child_ownership.ts";

/** What the route of an object is made from, whatever kind of route it is. */
export interface RouteParts {
  readonly kind: ToolKind;
  readonly object: ToolObject;
  readonly labels: ToolWish["labels"];
  readonly route: RouteWish;
}

/** A route's metadata, and the name of the Service that it leads to. */
export function identifyRoute({ kind, object, labels }: RouteParts) {
  const { name, namespace = "" } = object.metadata;
  return {
    metadata: {
      name: childName(kind, "route", namespace, name),
      namespace,
      ...(labels ? { labels } : {}),
      ownerReferences: [ownerReferenceTo(kind.type, object)],
    },
    service: childName(kind, "service", namespace, name),
  };
}
