import type { Change, KubeObject, Store } from "../../kube/mod.ts";

/** Another store from which objects of a noun are shown. */
export interface Relation<S extends KubeObject = KubeObject> {
  readonly store: Store<S>;
  /** Store keys of the noun's objects that an object is shown in. */
  keysOf(object: S): readonly string[];
  /** A text that changes with what is shown of it. */
  faceOf(object: S): string;
}

/** A relation among others: relations of many kinds stand in one list, and each only ever gets objects of its own store. */
export function relation<S extends KubeObject>(store: Store<S>, of: Omit<Relation<S>, "store">): Relation {
  return { store, ...of } as unknown as Relation;
}

/** The keys of objects that look different after a change in a related store. */
export function touchedBy<S extends KubeObject>({ keysOf, faceOf }: Relation<S>, change: Change<S>): string[] {
  const now = keysOf(change.object);
  if (change.type === "delete" || !change.previous) return [...now];
  const before = keysOf(change.previous);
  if (faceOf(change.object) !== faceOf(change.previous)) return [...new Set([...before, ...now])];
  return [...before.filter((key) => !now.includes(key)), ...now.filter((key) => !before.includes(key))];
}
