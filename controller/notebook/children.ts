import {
  apiVersionOf,
  type KubeObject,
  type ResourceType,
  type RootedSchema,
  SERVICES,
  STATEFUL_SETS,
} from "../../kube/mod.ts";
import type { ControllerSettings } from "../settings.ts";
import type { TemplateDecision } from "./held_template.ts";
import { httpRouteBody } from "./http_route.ts";
import type { ChildKind, Observed } from "./observed.ts";
import { serviceBody } from "./service.ts";
import { statefulSetBody } from "./stateful_set.ts";
import { virtualServiceBody } from "./virtual_service.ts";

/** One child as it should be. */
export interface Child {
  readonly kind: ChildKind;
  readonly type: ResourceType;
  /** The apply body: identity, and the fields that we own. */
  readonly body: KubeObject;
  readonly schema?: RootedSchema;
}

/** All children that a notebook should have on this cluster. */
export function childrenOf(observed: Observed, decision: TemplateDecision, settings: ControllerSettings): Child[] {
  const { notebook, schemas } = observed;
  const { template, appliedGeneration, isUnsayable } = decision;
  const children: Child[] = [
    { kind: "Service", type: SERVICES, body: serviceBody(notebook), schema: schemas.service },
    ...routeOf(observed, settings),
  ];
  if (isUnsayable) return children;
  const body = statefulSetBody(notebook, template, appliedGeneration);
  return [{ kind: "StatefulSet", type: STATEFUL_SETS, body, schema: schemas.statefulSet }, ...children];
}

/** The route, where its kind is installed and what exists of it is known. */
function routeOf({ notebook, routes }: Observed, settings: ControllerSettings): Child[] {
  if (routes.kind === "none" || !routes.isReady) return [];
  const toBody = routes.kind === "istio" ? virtualServiceBody : httpRouteBody;
  return [{ kind: "Route", type: routes.type, body: toBody(notebook, settings, apiVersionOf(routes.type)) }];
}
