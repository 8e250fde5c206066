import { createHash } from "node:crypto";
import { toInstant, type ToolObject } from "../../kube/explain/mod.ts";
import { apiVersionOf, type ResourceType } from "../../kube/mod.ts";
import type { Contested, Rivalry } from "../children/rivalry.ts";
import { CONTROLLER } from "../settings.ts";
import { rivalWords } from "../status/own_conditions.ts";
import type { Observed } from "../tool/observed.ts";
import type { EventWrite } from "./mirror_events.ts";

/** Warnings of what has just been left to another controller, one for each thing and wish. */
export function planRivalEvents(
  type: ResourceType,
  { object, history }: Pick<Observed, "object" | "history">,
  rivalries: Readonly<Partial<Record<Contested, Rivalry>>>,
  now: Date,
): EventWrite[] {
  const isNew = ([what, { isGivenUp }]: [string, Rivalry]) =>
    isGivenUp && !history?.rivalries[what as Contested]?.isGivenUp;
  return Object.entries(rivalries).filter(isNew).map(([what, rivalry]) => ({
    kind: "create",
    event: eventOf(type, object, { what, rivalry, at: toInstant(now) }),
  }));
}

function eventOf(
  type: ResourceType,
  { metadata: { namespace, name, uid } }: ToolObject,
  { what, rivalry, at }: { what: string; rivalry: Rivalry; at: string },
) {
  const hash = createHash("sha256").update(`${uid}/${what}/${rivalry.wanted}`).digest("hex");
  return {
    metadata: { name: `${name}.${hash.slice(0, 16)}`, namespace },
    involvedObject: { apiVersion: apiVersionOf(type), kind: type.kind, name, namespace, uid },
    ...{ type: "Warning", reason: "AnotherController", message: rivalWords([what], rivalry.manager) },
    ...{ count: 1, firstTimestamp: at, lastTimestamp: at },
    source: { component: CONTROLLER },
    reportingComponent: CONTROLLER,
    reportingInstance: "",
  };
}
