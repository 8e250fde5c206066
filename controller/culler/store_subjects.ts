import { keyOf, type KubeObject, parseInstant, type Store } from "../../kube/mod.ts";
import type { CullingSubjects } from "./culler.ts";
import { type CulledKind, type CullingSubject, subjectOf, type SubjectParts } from "./subject.ts";

/** The objects of one kind, and how the parts of one are found. */
export interface SubjectSource {
  readonly kind: CulledKind;
  readonly store: Pick<Store<KubeObject>, "list" | "get">;
  readonly partsOf: (object: KubeObject) => SubjectParts;
}

/** What may be culled, read from the controller's stores; nothing is kept. */
export function createStoreSubjects(sources: readonly SubjectSource[]): CullingSubjects {
  const find = (key: string) => {
    const [kind, ...rest] = key.split("/");
    const source = sources.find((each) => each.kind === kind);
    const object = source?.store.get(rest.join("/"));
    return source && object ? { source, object } : undefined;
  };
  const toSubject = ({ kind, partsOf }: SubjectSource, object: KubeObject) => subjectOf(kind, object, partsOf(object));
  return {
    *keys() {
      for (const { kind, store } of sources) for (const object of store.list()) yield `${kind}/${keyOf(object)}`;
    },
    get(key) {
      const found = find(key);
      return found && toSubject(found.source, found.object);
    },
    renew({ kind }, object) {
      return toSubject(sources.find((each) => each.kind === kind)!, object);
    },
    warnedOf({ kind, namespace, name, uid }: CullingSubject) {
      const object = find(`${kind}/${namespace}/${name}`)?.object as { status?: { culling?: StatusPart } } & KubeObject;
      const warned = object?.metadata.uid === uid ? object.status?.culling?.warned : undefined;
      const at = parseInstant(warned?.at);
      if (at === undefined || (warned?.of !== "idle" && warned?.of !== "run")) return undefined;
      return { at, of: warned.of, ...(warned.isTrial ? { isTrial: true } : {}) };
    },
  };
}

type StatusPart = { warned?: { at?: string; of?: string; isTrial?: boolean } };
