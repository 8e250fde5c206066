import {
  RESTART_ANNOTATION,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  STOPPED_REASON_ANNOTATION,
} from "../annotations.ts";
import { parseInstant } from "../instant.ts";
import { at, isFields } from "../json_value.ts";
import type { KubeObject } from "../object.ts";
import type { ActedOn } from "../resources/acted_on.ts";
import { toInstant, type Verdict } from "./explanation.ts";
import { asDetail } from "./wording.ts";

/** Finalizers that Kubernetes' own deletion puts there; they hold nothing by themselves. */
const DELETION_FINALIZERS = ["foregroundDeletion", "orphan"];

/** What the annotations ask for, as `status.actedOn` records it once it is done. */
export function askedOf(object: KubeObject): ActedOn {
  const annotations = object.metadata.annotations ?? {};
  const stopped = annotations[STOPPED_ANNOTATION];
  const restartRequestedAt = annotations[RESTART_ANNOTATION];
  return {
    ...(stopped === undefined ? {} : { stopped }),
    ...(restartRequestedAt === undefined ? {} : { restartRequestedAt }),
  };
}

/** Whether the object is asked to be stopped: the annotation's presence, whatever its value. */
export function isAskedToStop(object: KubeObject): boolean {
  return object.metadata.annotations?.[STOPPED_ANNOTATION] !== undefined;
}

/** Why an object that is being deleted is still there; undefined where it is not being deleted. */
export function explainDeletion(object: KubeObject): Verdict | undefined {
  if (!object.metadata.deletionTimestamp) return undefined;
  const finalizer = object.metadata.finalizers?.find((each) => !DELETION_FINALIZERS.includes(each));
  return finalizer ? { reason: "HeldByFinalizer", parameters: { finalizer } } : { reason: "Deleting" };
}

/** That it is stopping, with who asked where that is known. */
export function stoppingVerdict(object: KubeObject): Verdict {
  return { reason: "Stopping", parameters: stoppedBy(object) };
}

/** That it is stopped, with who asked and when where that is known. */
export function stoppedVerdict(object: KubeObject): Verdict {
  const stoppedAt = parseInstant(object.metadata.annotations?.[STOPPED_ANNOTATION]);
  const known = {
    ...stoppedBy(object),
    ...(stoppedAt === undefined ? {} : { at: toInstant(new Date(stoppedAt)) }),
    ...(keepsFiles(object) ? {} : { files: "lost" }),
  };
  const evidence = evidenceOf(object);
  return evidence
    ? { reason: "StoppedAutomatically", parameters: { evidence, ...known } }
    : { reason: "Stopped", parameters: known };
}

/** What a pod's volume may be that ends with the pod. */
const ENDS_WITH_POD = ["emptyDir", "configMap", "secret", "downwardAPI", "projected", "ephemeral", "image"];

/** Whether anything that was written survives a stop: of a notebook only what is on a volume that outlives its pod. */
function keepsFiles(object: KubeObject): boolean {
  const pod = at(object, "spec.template.spec");
  if (!isFields(pod)) return true;
  const volumes = Array.isArray(pod.volumes) ? pod.volumes.filter(isFields) : [];
  return volumes.some((volume) => !ENDS_WITH_POD.some((source) => isFields(volume[source])));
}

/** That it is restarting as the annotation asked. */
export function restartVerdict(object: KubeObject): Verdict {
  return { reason: "RestartRequested", parameters: { at: object.metadata.annotations?.[RESTART_ANNOTATION] ?? "" } };
}

/** Why the culler stopped it, which keeps its reason as `<Code>: <sentence>.`; undefined where people stopped it. */
function evidenceOf({ metadata }: KubeObject): string | undefined {
  const words = /^[A-Z]\w+: (.+)$/s.exec(metadata.annotations?.[STOPPED_REASON_ANNOTATION] ?? "")?.[1];
  return words && asDetail(words);
}

function stoppedBy(object: KubeObject): Record<string, string> {
  const by = object.metadata.annotations?.[STOPPED_BY_ANNOTATION];
  return by ? { by } : {};
}
