/** Who can use a volume at the same time. */
export type AccessMode = keyof typeof CLAIM_MODES;

const CLAIM_MODES = {
  ONE_NODE: "ReadWriteOnce",
  ONE_POD: "ReadWriteOncePod",
  MANY_NODES: "ReadWriteMany",
  MANY_NODES_READ_ONLY: "ReadOnlyMany",
} as const;

/** How Kubernetes writes a mode. */
export function toClaimMode(mode: AccessMode): string {
  return CLAIM_MODES[mode];
}

/** The modes that a claim names; what this version does not know is left out. */
export function fromClaimModes(modes: readonly string[] | undefined): AccessMode[] {
  const known = Object.entries(CLAIM_MODES) as [AccessMode, string][];
  return modes?.flatMap((mode) => known.find(([, written]) => written === mode)?.[0] ?? []) ?? [];
}
