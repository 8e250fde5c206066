import type { Pod } from "./builtins.ts";

/** `<Deployment>-<hash>-<random>`: what a Deployment's pods are called. */
const OF_DEPLOYMENT = /^(.+)-[a-z0-9]{1,10}-[a-z0-9]{5}$/;
/** A pod's name has at most 63 characters: of a longer one the end before the random part is cut off. */
const CUT = /^(.+)-[a-z0-9]{6,15}$/;
const MAX_NAME = 63;

/** The workloads that an object of this kind and name may belong to, each as `StatefulSet/name` or `Deployment/name`. */
export function workloadsOf(kind: string, name: string): string[] {
  switch (kind) {
    case "StatefulSet":
    case "Deployment":
      return [`${kind}/${name}`];
    case "ReplicaSet":
      return named("Deployment", /^(.+)-[a-z0-9]{1,10}$/.exec(name));
    case "Pod":
      return [
        ...named("StatefulSet", /^(.+)-\d+$/.exec(name)),
        ...named("Deployment", (name.length < MAX_NAME ? OF_DEPLOYMENT : CUT).exec(name)),
      ];
    default:
      return [];
  }
}

/** The workload of a pod, by the owner that controls it; a pod that nothing controls belongs to none, whatever its name. */
export function workloadOfPod({ metadata }: Pod): string | undefined {
  const owner = metadata.ownerReferences?.find((each) => each.controller);
  return owner && workloadsOf(owner.kind, owner.name)[0];
}

function named(kind: string, match: RegExpExecArray | null): string[] {
  return match ? [`${kind}/${match[1]}`] : [];
}
