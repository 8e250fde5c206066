import { builder } from "./builder.ts";

/** Who can use a volume at the same time. */
export const AccessModeRef = builder.enumType("AccessMode", {
  description: "Who can use a volume at the same time.",
  values: {
    ONE_NODE: { description: "Servers on one machine." },
    ONE_POD: { description: "One server." },
    MANY_NODES: { description: "Servers on any machines." },
    MANY_NODES_READ_ONLY: { description: "Servers on any machines, to read." },
  } as const,
});

/** A volume to be made. */
export const NewVolumeInput = builder.inputType("NewVolumeInput", {
  description: "A volume to be made.",
  fields: (t) => ({
    name: t.field({ type: "ResourceName", required: true, description: "What it is called." }),
    size: t.field({ type: "Quantity", required: true, description: "How much it holds." }),
    storageClass: t.string({ description: "Kind of storage; absent: the cluster's default." }),
    accessMode: t.field({ type: AccessModeRef, description: "Who can use it; absent: `ONE_NODE`." }),
  }),
});
