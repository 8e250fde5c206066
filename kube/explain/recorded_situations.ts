import { assert } from "@std/assert";
import type { CoreEvent, Node, PersistentVolumeClaim, Pod } from "../builtins.ts";
import type { KubeObject } from "../object.ts";
import recorded from "./fixtures/situations.json" with { type: "json" };
import { type Answering, type ObservedTool, toolContainerName, type Workload } from "./observed_tool.ts";
import { taintsAgainst } from "./taints.ts";

/** A situation as it was recorded on a real control plane; for tests. */
export interface Situation {
  name: string;
  kind: string;
  how: string;
  refusal?: string;
  objects: KubeObject[];
}

/** All of them; JSON's type is narrower than what the apiserver may answer. */
export const SITUATIONS = recorded as unknown as Situation[];

/** When all of it was recorded, and five minutes more: what starts slowly has had its time. */
export const SITUATIONS_SEEN_AT = new Date(
  Math.max(
    ...SITUATIONS.flatMap(({ objects }) => objects.map((each) => Date.parse(each.metadata.creationTimestamp!))),
  ) +
    300_000,
);

/** What was recorded of a situation, as the controller would observe it. */
export function observedSituation({ kind, objects, refusal }: Situation, answering: Answering): ObservedTool {
  const find = (...kinds: string[]) => objects.find((each) => kinds.includes(each.kind!));
  const object = find(kind);
  assert(object, `no ${kind} was recorded`);
  const { name } = object.metadata;
  const pod = objects.find((each) => each.kind === "Pod" && each.metadata.name === `${name}-0`) as Pod | undefined;
  const claims = objects.filter((each) => each.kind === "PersistentVolumeClaim") as PersistentVolumeClaim[];
  const events = objects.filter((each) => each.kind === "Event") as CoreEvent[];
  const nodes = objects.filter((each) => each.kind === "Node") as Node[];
  return {
    ...{ kind, object, claims, answering, pod, isOutdated: false, isReplacing: false, pendingChanges: [], port: 8888 },
    workload: find("StatefulSet", "Deployment") as Workload | undefined,
    taints: pod ? taintsAgainst(pod, nodes) : [],
    container: toolContainerName(name, pod?.spec?.containers),
    path: `/notebook/team/${name}/`,
    events: events.filter(({ involvedObject: { kind, uid } }) => kind !== "Pod" || uid === pod?.metadata.uid),
    ...(refusal ? { refusal: { code: 422, message: refusal } } : {}),
  };
}
