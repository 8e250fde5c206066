import type { Deployment, ReplicaSet } from "../builtins.ts";
import { isSame } from "../json_value.ts";
import { stableHash } from "../stable_hash.ts";

/** The number of a Deployment's present template, on it and on the ReplicaSet of that template. */
export const REVISION = "deployment.kubernetes.io/revision";
const HISTORY = "deployment.kubernetes.io/revision-history";
const DESIRED = "deployment.kubernetes.io/desired-replicas";
const MAX = "deployment.kubernetes.io/max-replicas";
/** The label that tells apart the pods of a Deployment's templates. */
export const TEMPLATE_HASH = "pod-template-hash";
/** What of a Deployment's annotations its ReplicaSets do not get. */
const OWN = [
  ...["kubectl.kubernetes.io/last-applied-configuration", "deprecated.deployment.rollback.to"],
  ...[REVISION, HISTORY, DESIRED, MAX],
];

/** The oldest ReplicaSet that has the Deployment's present template. */
export function findCurrentSet({ spec }: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return oldestFirst(sets).find((set) => isSame(withoutHash(set.spec!.template!), withoutHash(spec!.template)));
}

/** By their age. */
export function oldestFirst(sets: readonly ReplicaSet[]): ReplicaSet[] {
  const age = ({ metadata: { creationTimestamp, name } }: ReplicaSet) => `${creationTimestamp} ${name}`;
  return [...sets].sort((a, b) => age(a) < age(b) ? -1 : 1);
}

type Template = Deployment["spec"] & object extends { template: infer T } ? T : never;

function withoutHash({ metadata, spec }: Template) {
  const { [TEMPLATE_HASH]: _, ...labels } = metadata?.labels ?? {};
  return { labels, annotations: metadata?.annotations ?? {}, spec };
}

/** The ReplicaSet of the Deployment's present template with so many pods, as it is created. */
export function newSetOf(deployment: Deployment, replicas: number): ReplicaSet {
  const { metadata: { name, namespace, uid }, spec } = deployment;
  const { template, selector, minReadySeconds } = spec!;
  const hash = stableHash(withoutHash(template)).slice(0, 10);
  const labels = { ...template.metadata?.labels, [TEMPLATE_HASH]: hash };
  const owner = { apiVersion: "apps/v1", kind: "Deployment", name, uid: uid! };
  return {
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
    },
    spec: {
      replicas,
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [TEMPLATE_HASH]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  } as ReplicaSet;
}

/** The annotations that the ReplicaSet of the present template has, whose revision is the newest. */
export function currentAnnotations(
  deployment: Deployment,
  current: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): Record<string, string> {
  const before = current?.metadata.annotations ?? {};
  const [had, newest] = [revisionOf(current), Math.max(0, ...old.map(revisionOf)) + 1];
  const history = had > 0 && had < newest ? [before[HISTORY], had].filter(Boolean).join(",") : before[HISTORY];
  const inherited = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !OWN.includes(key));
  return {
    ...Object.fromEntries(inherited),
    ...(history ? { [HISTORY]: history } : {}),
    [REVISION]: String(Math.max(had, newest)),
  };
}

/** What a ReplicaSet remembers of the Deployment's size. */
export function sizeAnnotations(replicas: number, maxSurge: number): Record<string, string> {
  return { [DESIRED]: String(replicas), [MAX]: String(replicas + maxSurge) };
}

/** 0 where it has none. */
export function revisionOf(set: ReplicaSet | undefined): number {
  return Number(set?.metadata.annotations?.[REVISION] ?? 0);
}
