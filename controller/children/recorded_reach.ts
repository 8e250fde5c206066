import type { Workload } from "../../kube/explain/mod.ts";
import { REACH_ANNOTATION } from "../../kube/mod.ts";
import { recordedJson } from "./recorded_json.ts";

/** What a pod was told of how it is reached, or listens on: who leads to it has to keep to that while it runs. */
export type Reach = Readonly<Record<string, string | number>>;

/** What is remembered of the pod that a workload's template makes; undefined where nothing is, or it cannot be read. */
export function recordedReach(workload: Workload | undefined): Reach | undefined {
  return recordedJson(workload, REACH_ANNOTATION, isReach);
}

function isReach(value: unknown): value is Reach {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((each) => typeof each === "string" || typeof each === "number");
}
