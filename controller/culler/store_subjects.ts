import {
  keyOf,
  type KubeObject,
  parseInstant,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  type StopRecord,
  type Store,
} from "../../kube/mod.ts";
import { CULLER } from "./actions/culling_action.ts";
import { CLOCK_TOLERANCE_MS } from "./evidence.ts";
import type { CullingSubjects } from "./culler.ts";
import { type CulledKind, type CullingSubject, subjectOf, type SubjectParts } from "./subject.ts";

/** The objects of one kind, and how the parts of one are found. */
export interface SubjectSource {
  readonly kind: CulledKind;
  readonly store: Pick<Store<KubeObject>, "list" | "get">;
  readonly partsOf: (object: KubeObject) => SubjectParts;
}

const MINUTE_MS = 60_000;

/** What may be culled, read from the controller's stores; nothing is kept. */
export function createStoreSubjects(sources: readonly SubjectSource[]): CullingSubjects {
  const find = (key: string) => {
    const [kind, ...rest] = key.split("/");
    const source = sources.find((each) => each.kind === kind);
    const object = source?.store.get(rest.join("/"));
    return source && object ? { source, object } : undefined;
  };
  const toSubject = ({ kind, partsOf }: SubjectSource, object: KubeObject) => subjectOf(kind, object, partsOf(object));
  const all = () => sources.flatMap(({ store }) => store.list());
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
      const object = find(`${kind}/${namespace}/${name}`)?.object;
      const warned = object?.metadata.uid === uid ? statusOf(object)?.culling?.warned : undefined;
      const at = parseInstant(warned?.at);
      if (at === undefined || (warned?.of !== "idle" && warned?.of !== "run")) return undefined;
      return { at, of: warned.of, ...(warned.isTrial ? { isTrial: true } : {}) };
    },
    wereCulled() {
      return all().some((object) => statusOf(object)?.culling !== undefined || stopByCuller(object) !== undefined);
    },
    *stoppedAround(at) {
      for (const object of all()) {
        const sinceMs = at.getTime() - (stopByCuller(object) ?? NaN);
        if (-CLOCK_TOLERANCE_MS < sinceMs && sinceMs < MINUTE_MS + CLOCK_TOLERANCE_MS) yield object.metadata.uid ?? "";
      }
    },
  };
}

/** When a culler stopped it, also where it was started again since; in ms since 1970. */
function stopByCuller(object: KubeObject): number | undefined {
  const { annotations = {} } = object.metadata;
  const isStopped = annotations[STOPPED_ANNOTATION] !== undefined;
  if (isStopped && annotations[STOPPED_BY_ANNOTATION] === CULLER) return parseInstant(annotations[STOPPED_ANNOTATION]);
  const lastStop = statusOf(object)?.lastStop;
  return lastStop?.parameters?.by === CULLER ? parseInstant(lastStop.at) : undefined;
}

function statusOf(object: KubeObject): StatusPart | undefined {
  return (object as { status?: StatusPart }).status;
}

type StatusPart = { culling?: { warned?: { at?: string; of?: string; isTrial?: boolean } }; lastStop?: StopRecord };
