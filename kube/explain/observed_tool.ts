import type { CoreEvent, Deployment, PersistentVolumeClaim, Pod, StatefulSet } from "../builtins.ts";
import type { KubeObject } from "../object.ts";
import type { ToolStatus } from "../resources/tool_status.ts";
import type { Verdict } from "./explanation.ts";

/**
 * Whether the tool answers under its path: `notFound` where it answers that there is nothing, `unasked` of this run of
 * the container, or `unknowable` where there is no way to ask.
 */
export type Answering = "yes" | "no" | "notFound" | "unasked" | "unknowable";

/** A child that the apiserver would not take. */
export interface Refusal {
  /** HTTP status: 422 for what cannot be, 403 for what must not be. */
  readonly code: number;
  /** The apiserver's words. */
  readonly message: string;
}

/** An object of ours with a server in it: a Notebook, a Tensorboard or a PVCViewer. */
export interface ToolObject extends KubeObject {
  status?: ToolStatus & { readonly readyReplicas?: number; readonly ready?: boolean };
}

/** What makes a tool's pod. */
export type Workload = StatefulSet | Deployment;

/** Who else has a volume that only one machine, or only one pod, may have. */
export interface VolumeHolder {
  /** Name of the claim. */
  readonly volume: string;
  /** What people call the one who has it. */
  readonly holder: string;
  /** The node that it is on. */
  readonly node: string;
  /** Whether nobody else may have the volume at all, on no machine. */
  readonly isExclusive: boolean;
}

/** Everything that says how a tool is. */
export interface ObservedTool {
  /** Such as `Notebook`. */
  readonly kind: string;
  readonly object: ToolObject;
  readonly workload?: Workload;
  readonly pod?: Pod;
  /** Whether the pod was made from an earlier template than its workload's, which is going to be rolled out. */
  readonly isOutdated: boolean;
  /** Of the workload, of this very pod and of its claims, in any order. */
  readonly events: readonly CoreEvent[];
  /** The claims of its volumes that exist. */
  readonly claims: readonly PersistentVolumeClaim[];
  /** Of the machines, those that keep its pod off: `dedicated=ml`; as far as machines may be looked at. */
  readonly taints?: readonly string[];
  /** Beside whom it is placed, or whom it waits for. */
  readonly holder?: VolumeHolder;
  readonly answering: Answering;
  /** Why nothing can be made of what the object says. */
  readonly fault?: Verdict;
  /** The newest refusal of what the object wants now. */
  readonly refusal?: Refusal;
  /** A child's name that something else has. */
  readonly taken?: { readonly kind: string; readonly name: string };
  /** What will differ after the next restart, in words; empty when nothing is held. */
  readonly pendingChanges: readonly string[];
  /** Resources without which nothing can be said, and which the controller is not allowed to see: plural → its words. */
  readonly unseen?: Readonly<Record<string, string>>;
  /** Whether the pod is about to be replaced: a restart, or an edit that is being applied. */
  readonly isReplacing: boolean;
  /** The container that is the tool, by its name. */
  readonly container: string;
  /** The port of the tool. */
  readonly port: number | string;
  /** Path of the tool from the tools' origin; absent where nothing leads there. */
  readonly path?: string;
}

/** One small question about a tool; undefined passes on to the next check. */
export type Check = (observed: ObservedTool, now: Date) => Verdict | undefined;

/** The container that is the tool: named like its object, else the first. */
export function toolContainerName(name: string, containers: readonly { name: string }[] | undefined): string {
  const named = containers?.find((each) => each.name === name);
  return (named ?? containers?.[0])?.name ?? name;
}

/** The tool's container as the kubelet reports it. */
export function toolContainerStatus({ pod, container }: Pick<ObservedTool, "pod" | "container">) {
  const statuses = pod?.status?.containerStatuses ?? [];
  return statuses.find((each) => each.name === container) ?? statuses[0];
}
