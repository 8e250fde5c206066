import type { StorageClass } from "../../kube/mod.ts";
import { builder } from "./builder.ts";

const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
const DESCRIPTION = "kubernetes.io/description";

/** A kind of storage, of which a claim may know no more than the name. */
export interface NamedClass {
  name: string;
  /** Undefined: it is not there, or not to be seen. */
  storageClass?: StorageClass;
}

/** Whether a kind of storage is used where none is chosen. */
export function isDefaultClass(storageClass: StorageClass | undefined): boolean {
  return storageClass?.metadata.annotations?.[DEFAULT_CLASS] === "true";
}

/** A kind of storage. */
export const StorageClassRef = builder.objectRef<NamedClass>("StorageClass").implement({
  description: "A kind of storage.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "What it is called." }),
    isDefault: t.boolean({
      description: "Whether it is used where none is chosen.",
      resolve: ({ storageClass }) => isDefaultClass(storageClass),
    }),
    canExpand: t.boolean({
      description: "Whether its volumes can grow.",
      resolve: ({ storageClass }) => storageClass?.allowVolumeExpansion ?? false,
    }),
    bindsOnFirstUse: t.boolean({
      description: "Whether storage is made when a volume is first used, not when it is created.",
      resolve: ({ storageClass }) => storageClass?.volumeBindingMode === "WaitForFirstConsumer",
    }),
    description: t.string({
      nullable: true,
      description: "What the admin says of it. Null: nothing.",
      resolve: ({ storageClass }) => storageClass?.metadata.annotations?.[DESCRIPTION],
    }),
  }),
});
