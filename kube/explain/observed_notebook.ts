import type { CoreEvent, PersistentVolumeClaim, Pod, StatefulSet } from "../builtins.ts";
import type { Notebook } from "../resources/notebook.ts";
import type { Verdict } from "./explanation.ts";

/**
 * Whether the tool answers under its path: `unasked` of this run of the container, or `unknowable` where there is no
 * way to ask.
 */
export type Answering = "yes" | "no" | "unasked" | "unknowable";

/** A child that the apiserver would not take. */
export interface Refusal {
  /** HTTP status: 422 for what cannot be, 403 for what must not be. */
  readonly code: number;
  /** The apiserver's words. */
  readonly message: string;
}

/** Everything that says how a notebook is. */
export interface ObservedNotebook {
  readonly notebook: Notebook;
  readonly statefulSet?: StatefulSet;
  readonly pod?: Pod;
  /** Of the StatefulSet, of this very pod and of its claims, in any order. */
  readonly events: readonly CoreEvent[];
  /** The claims of its volumes that exist. */
  readonly claims: readonly PersistentVolumeClaim[];
  readonly answering: Answering;
  /** The newest refusal of what the notebook wants now. */
  readonly refusal?: Refusal;
  /** A child's name that something else has. */
  readonly taken?: { readonly kind: string; readonly name: string };
  /** What will differ after the next restart, in words; empty when nothing is held. */
  readonly pendingChanges: readonly string[];
  /** Resources without which nothing can be said, and which the controller is not allowed to see: plural → its words. */
  readonly unseen?: Readonly<Record<string, string>>;
  /** Whether the pod is about to be replaced: a restart, or an edit that is being applied. */
  readonly isReplacing: boolean;
  /** The port of the tool. */
  readonly port: number;
}

/** One small question about a notebook; undefined passes on to the next check. */
export type Check = (observed: ObservedNotebook, now: Date) => Verdict | undefined;

/** The container that is the tool: named like the notebook, else the first. */
export function toolContainerName({ notebook }: Pick<ObservedNotebook, "notebook">): string {
  const containers = notebook.spec.template.spec.containers ?? [];
  const named = containers.find((each) => each.name === notebook.metadata.name);
  return (named ?? containers[0])?.name ?? notebook.metadata.name;
}

/** The tool's container as the kubelet reports it. */
export function toolContainerStatus(observed: Pick<ObservedNotebook, "notebook" | "pod">) {
  const statuses = observed.pod?.status?.containerStatuses ?? [];
  const name = toolContainerName(observed);
  return statuses.find((each) => each.name === name) ?? statuses[0];
}
