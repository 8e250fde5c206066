import type { PersistentVolumeClaim, Pod, Store } from "../../kube/mod.ts";

type Tolerations = NonNullable<NonNullable<Pod["spec"]>["tolerations"]>;

/** Another pod with a volume that only one machine, or only one pod, may have. */
export interface VolumeSharer {
  /** Name of the claim. */
  readonly volume: string;
  /** Whether only one pod at all may have the volume. */
  readonly isExclusive: boolean;
  /** What people call whoever the pod belongs to. */
  readonly holder: string;
  /** Who has a volume first: the higher. */
  readonly rank: number;
  readonly node: string;
  readonly tolerations: Tolerations;
  /** When the pod was made, RFC 3339. */
  readonly since: string;
}

/** To whom a pod belongs: its name for people, and who has a volume first, the higher. */
export type Belonging = { readonly holder: string; readonly rank: number };

/** The pods with a node, not finished and not of `ownUids`, that have one of these claims, where that has to be shared. */
export function findSharers(
  claims: readonly PersistentVolumeClaim[],
  pods: Pick<Store<Pod>, "byIndex">,
  { isOwn, belongingOf }: { isOwn: (pod: Pod) => boolean; belongingOf: (pod: Pod) => Belonging },
): VolumeSharer[] {
  return claims.filter(isForOneMachine).flatMap((claim) => {
    const { namespace, name } = claim.metadata;
    const others = pods.byIndex("claim", `${namespace}/${name}`).filter((each) => holds(each) && !isOwn(each));
    return others.map((pod): VolumeSharer => ({
      volume: name,
      isExclusive: modesOf(claim).includes("ReadWriteOncePod"),
      ...belongingOf(pod),
      node: pod.spec!.nodeName!,
      tolerations: pod.spec?.tolerations ?? [],
      since: pod.metadata.creationTimestamp ?? "",
    }));
  });
}

/** Of several the one that counts: the highest, then the oldest. */
export function firstOf(sharers: readonly VolumeSharer[]): VolumeSharer | undefined {
  return sharers.toSorted((a, b) => b.rank - a.rank || (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))[0];
}

function modesOf({ spec, status }: PersistentVolumeClaim): readonly string[] {
  return status?.accessModes ?? spec?.accessModes ?? [];
}

function isForOneMachine(claim: PersistentVolumeClaim): boolean {
  const modes = modesOf(claim);
  return modes.length > 0 && modes.every((mode) => mode === "ReadWriteOnce" || mode === "ReadWriteOncePod");
}

/** A pod that has a node has its volumes, from before it runs until it has ended. */
function holds({ spec, status }: Pod): boolean {
  return spec?.nodeName !== undefined && status?.phase !== "Succeeded" && status?.phase !== "Failed";
}
