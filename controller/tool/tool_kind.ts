import type { ToolObject, Verdict, Workload } from "../../kube/explain/mod.ts";
import type { ResourceType, RootedSchema } from "../../kube/mod.ts";
import type { ConfigWish } from "../children/mounted_config.ts";
import type { Reach } from "../children/recorded_reach.ts";
import type { PodTemplate } from "../children/pod_template.ts";
import type { OwnCondition } from "../status/conditions.ts";
import type { ToolStatusFacts } from "../status/tool_status.ts";

/** The children that have names of their own. */
export type NamedChild = "workload" | "service" | "route";

/** What of a kind of ours differs from the others; all of it is pure. What is not here is done alike for all. */
export interface ToolKind<T extends ToolObject = ToolObject> {
  readonly type: ResourceType<T>;
  /** What makes its pod. */
  readonly workload: "StatefulSet" | "Deployment";
  /** Who has a volume first, the highest: of Notebooks 2, as of all that is not ours. */
  readonly rank: number;
  /** What stands before the object's name in a child's name. */
  prefixOf(child: NamedChild, namespace: string): string;
  /** The object with every part that Kubeflow's schema does not require. */
  complete(object: T): T;
  /** The claims that its pod mounts, each once. */
  claimsOf(object: T): string[];
  /** The name of the container that is the tool. */
  containerOf(object: T): string;
  /** What the object asks for; with `reach`: but reached as a pod that was made before. */
  wishOf(object: T, reach?: Reach): ToolWish;
  /** How the pod is reached that a workload makes; absent: that is the same in all of this kind. */
  reachOf?(workload: Workload): Reach | undefined;
  /** The whole status, in the shape of this kind. */
  statusOf(facts: ToolStatusFacts): NonNullable<T["status"]>;
  /** All that drift has to know of a status: which of its maps is owned as a whole. */
  readonly statusSchema?: RootedSchema;
}

/** What an object asks for, in words that are the same for all kinds. */
export interface ToolWish {
  /** Why nothing can be made of it; then nothing is. */
  readonly fault?: Verdict;
  /** The same in the words of the kind's own validation, where it has one; Ready says them then. */
  readonly invalid?: string;
  readonly template: PodTemplate;
  /** What had to be merged for the template, in words. */
  readonly merged: readonly string[];
  /** Files that the tool is to read at its start. */
  readonly config?: ConfigWish;
  /** By which labels its workload and its Service know the pod. */
  readonly selector: Readonly<Record<string, string>>;
  /** Of every child. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Absent: nobody is to reach it. */
  readonly service?: ServiceWish;
  readonly route?: RouteWish;
  /** What of this is remembered with its template, which does not say it; absent: nothing. */
  readonly reach?: Reach;
  /** What to ask the tool, to know whether it answers; absent: there is no way to ask. */
  readonly question?: QuestionWish;
  /** Of this kind alone, besides Ready. */
  readonly conditions: readonly OwnCondition[];
}

/** The Service that an object asks for; its own port is always 80. */
export interface ServiceWish {
  readonly portName: string;
  readonly targetPort: number | string;
}

/** The route that an object asks for. */
export interface RouteWish {
  /** Path from the tools' origin, ending in `/`. */
  readonly prefix: string;
  /** What the tool sees in place of the prefix; the prefix itself: no rewrite. */
  readonly rewrite: string;
  /** Set on each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Such as `300s`; absent: none. */
  readonly timeout?: string;
}

/** What to ask a tool. */
export interface QuestionWish {
  /** Path as the tool's Service is asked for it, after any rewrite. */
  readonly path: string;
  /** Path as a gateway is asked for it. */
  readonly routedPath: string;
  /** `ok`: only 200 is an answer; `any`: whatever is no server error and not a 404. */
  readonly accepts: "ok" | "any";
}
