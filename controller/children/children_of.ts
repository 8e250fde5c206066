import {
  apiVersionOf,
  APPLIED_GENERATION_ANNOTATION,
  canonicalJson,
  CONFIG_MAPS,
  DEPLOYMENTS,
  PLACEMENT_ANNOTATION,
  REACH_ANNOTATION,
  type ResourceType,
  SERVICES,
  STATEFUL_SETS,
  TAKEN_OVER_ANNOTATION,
} from "../../kube/mod.ts";
import { isAskedToStop } from "../../kube/explain/mod.ts";
import { recordedPlacement } from "../placement/decide_placement.ts";
import type { Placement } from "../placement/place_beside.ts";
import type { ControllerSettings } from "../settings.ts";
import type { Observed } from "../tool/observed.ts";
import type { ToolKind, ToolWish } from "../tool/tool_kind.ts";
import type { Child } from "./child.ts";
import type { TemplateDecision } from "./held_template.ts";
import { httpRouteBody } from "./http_route.ts";
import { configMapBody, mountsConfig } from "./mounted_config.ts";
import { serviceBody } from "./service_body.ts";
import { virtualServiceBody } from "./virtual_service.ts";
import { workloadBody } from "./workload_body.ts";

/** What the children of one object are made from. */
export interface ChildrenParts {
  readonly kind: ToolKind;
  readonly wish: ToolWish;
  readonly decision: TemplateDecision;
  /** What the desired template was placed by. */
  readonly placement?: Placement;
  readonly settings: ControllerSettings;
}

/**
 * All children that an object should have on this cluster. Of a wish that cannot be followed nothing is made; but what runs
 * from before is stopped where that is asked for, by the template that it has.
 */
export function childrenOf(observed: Observed, parts: ChildrenParts): Child[] {
  const { decision, wish } = parts;
  if (wish.fault) return isToBeStopped(observed) ? workloadOf(observed, parts) : [];
  const children = [...serviceOf(observed, parts), ...routeOf(observed, parts)];
  if (decision.isUnsayable) return children;
  return [...workloadOf(observed, parts), ...children, ...configOf(observed, parts)];
}

function isToBeStopped({ object, workload }: Observed): boolean {
  return isAskedToStop(object) && workload !== undefined && workload.spec?.replicas !== 0;
}

function workloadOf(observed: Observed, parts: ChildrenParts): Child[] {
  const { object, schemas } = observed;
  const { kind, wish, decision } = parts;
  const annotations = {
    [APPLIED_GENERATION_ANNOTATION]: decision.appliedGeneration,
    ...placementOf(observed, parts),
    ...(wish.reach ? { [REACH_ANNOTATION]: canonicalJson(wish.reach) } : {}),
    ...takeoverOf(observed),
  };
  const body = workloadBody({ kind, object, wish, template: decision.template, annotations });
  const isDeployment = kind.workload === "Deployment";
  const type: ResourceType = isDeployment ? DEPLOYMENTS : STATEFUL_SETS;
  const schema = isDeployment ? schemas.deployment : schemas.statefulSet;
  return [{ kind: kind.workload, type, body, schema }];
}

function configOf({ object }: Observed, { wish, decision }: ChildrenParts): Child[] {
  if (!wish.config || !mountsConfig(decision.template)) return [];
  return [{ kind: "ConfigMap", type: CONFIG_MAPS, body: configMapBody(object.metadata.namespace!, wish.config) }];
}

/** What is remembered of where the template places its pod. */
function placementOf({ workload }: Observed, { decision, placement }: ChildrenParts): Record<string, string> {
  const recorded = decision.isHeld ? recordedPlacement(workload) : placement;
  return recorded ? { [PLACEMENT_ANNOTATION]: canonicalJson(recorded) } : {};
}

/** Since when a workload is ours that was not at first. */
function takeoverOf({ workload, mirrorFromMs }: Observed): Record<string, string> {
  return workload && mirrorFromMs > 0 ? { [TAKEN_OVER_ANNOTATION]: new Date(mirrorFromMs).toISOString() } : {};
}

function serviceOf({ object, schemas }: Observed, { kind, wish }: ChildrenParts): Child[] {
  if (!wish.service) return [];
  const body = serviceBody(kind, object, wish, wish.service);
  return [{ kind: "Service", type: SERVICES, body, schema: schemas.service }];
}

/** The route, where its kind is installed and what exists of it is known. */
function routeOf({ object, routes }: Observed, { kind, wish, settings }: ChildrenParts): Child[] {
  if (!wish.route || routes.kind === "none" || !routes.isReady) return [];
  const toBody = routes.kind === "istio" ? virtualServiceBody : httpRouteBody;
  const parts = { kind, object, labels: wish.labels, route: wish.route };
  return [{ kind: "Route", type: routes.type, body: toBody(parts, settings, apiVersionOf(routes.type)) }];
}
