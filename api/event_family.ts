import type { CoreEvent, Notebook, Store } from "../kube/mod.ts";
import { compareEvents, lastAtOf } from "./event_view.ts";
import { podSpecOf } from "./notebook_view.ts";
import type { ObjectAddress } from "./target.ts";

/** A claim is made a moment before its notebook, and what happens to it then belongs to the story. */
const CLAIM_LEAD_MS = 60_000;
const MIRRORED = /^Reissued from (\w+)\/([^:]+): ([^]*)$/;

/** The objects whose events tell the story of a notebook, as `Kind/name`: itself, its children and its claims. */
export function familyOf({ name }: Pick<ObjectAddress, "name">, notebook: Notebook | undefined): Set<string> {
  const volumes = notebook && podSpecOf(notebook).volumes;
  const claims = volumes?.flatMap((each) => each.persistentVolumeClaim?.claimName ?? []);
  return new Set([
    `Notebook/${name}`,
    `StatefulSet/${name}`,
    `Pod/${name}-0`,
    ...(claims ?? []).map((claim) => `PersistentVolumeClaim/${claim}`),
  ]);
}

/** Whether an event belongs to the story of this notebook, and not to that of a namesake before it. */
export function isOfFamily(event: CoreEvent, address: ObjectAddress, notebook: Notebook | undefined): boolean {
  const { kind, name } = event.involvedObject;
  if (event.metadata.namespace !== address.namespace) return false;
  if (!familyOf(address, notebook).has(`${kind}/${name}`)) return false;
  if (!notebook?.metadata.creationTimestamp) return true;
  const lead = kind === "PersistentVolumeClaim" ? CLAIM_LEAD_MS : 0;
  return Date.parse(lastAtOf(event)) >= Date.parse(notebook.metadata.creationTimestamp) - lead;
}

/** Whether an event only repeats, on the notebook, one of a child that is told itself. */
export function isMirror(event: CoreEvent, events: Pick<Store<CoreEvent>, "byIndex">): boolean {
  if (event.involvedObject.kind !== "Notebook") return false;
  const [, kind, name, message] = MIRRORED.exec(event.message ?? "") ?? [];
  if (!kind) return false;
  const sources = events.byIndex("about", `${event.metadata.namespace}/${toKind(kind)}/${name}`);
  return sources.some((source) => source.message === message);
}

/** The newest `last` events of the family, oldest first. */
export function newestOfFamily(
  events: Pick<Store<CoreEvent>, "byIndex">,
  address: ObjectAddress,
  notebook: Notebook | undefined,
  last: number,
): CoreEvent[] {
  const all = [...familyOf(address, notebook)].flatMap((member) =>
    events.byIndex("about", `${address.namespace}/${member}`)
      .filter((event) => isOfFamily(event, address, notebook) && !isMirror(event, events))
  );
  return last > 0 ? all.sort(compareEvents).slice(-last) : [];
}

/** Kubeflow's controller writes the kind in lower case. */
function toKind(kind: string): string {
  return { pod: "Pod", statefulset: "StatefulSet" }[kind.toLowerCase()] ?? kind;
}
