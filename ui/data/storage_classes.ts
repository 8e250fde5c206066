import { createResource } from "solid-js";
import { type Fault, useConnection } from "../connection/mod.ts";
import { type StorageClass, storageClassesQuery } from "./documents/mod.ts";

/** The kinds of storage of a namespace, asked once; the default one first. */
export function useStorageClasses(namespace: () => string) {
  const { query } = useConnection();
  const [outcome, { refetch }] = createResource(
    namespace,
    (wanted) => query(storageClassesQuery, { namespace: wanted }),
  );
  return {
    /** Null until it is known. */
    classes: (): readonly StorageClass[] | null => outcome()?.data?.namespace?.storageClasses ?? null,
    fault: (): Fault | null => outcome()?.fault ?? null,
    reload: () => void refetch(),
  };
}
