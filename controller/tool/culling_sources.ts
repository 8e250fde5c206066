import type { ToolObject } from "../../kube/explain/mod.ts";
import type { KubeObject } from "../../kube/mod.ts";
import { childName } from "../children/child_names.ts";
import { SERVICE_PORT } from "../children/service_body.ts";
import { CULLED_KINDS, type CulledKind, type SubjectParts, type SubjectSource } from "../culler/mod.ts";
import { observePod } from "./observe_pod.ts";
import { workloadsOf } from "./observe.ts";
import type { ToolKind } from "./tool_kind.ts";
import type { ToolStores } from "./tool_stores.ts";

type SourceStores = Pick<ToolStores, "objects" | "statefulSets" | "deployments" | "pods" | "replicaSets">;

/** What the culler may look at: our kinds, as the stores have them. */
export function cullingSources(kinds: ReadonlyMap<string, ToolKind>, stores: SourceStores): SubjectSource[] {
  return [...kinds].flatMap(([plural, kind]) => {
    const culled = CULLED_KINDS.find((each): each is CulledKind => each === kind.type.kind);
    const store = stores.objects.get(plural);
    // An object that comes from this kind's own store, or was read as one of it.
    const partsOf = (object: KubeObject) => subjectParts(kind, kind.complete(object as ToolObject), stores);
    return culled && store ? [{ kind: culled, store, partsOf }] : [];
  });
}

function subjectParts(kind: ToolKind, object: ToolObject, stores: SourceStores): SubjectParts {
  const { namespace = "", name } = object.metadata;
  const nameOf = (child: "workload" | "service") => childName(kind, child, namespace, name);
  const workload = workloadsOf(kind, stores).get(`${namespace}/${nameOf("workload")}`);
  const isOurs = workload?.metadata.ownerReferences?.some((each) => each.uid === object.metadata.uid);
  const own = isOurs ? workload : undefined;
  const { pod } = observePod(kind, own, stores);
  const { service, route } = kind.wishOf(object, own && kind.reachOf?.(own));
  const tool = service && route && {
    service: { namespace, name: nameOf("service"), port: SERVICE_PORT },
    routedPath: route.prefix,
    ownPath: route.rewrite.replace(/\/*$/, "/"),
  };
  const template = isOurs ? workload?.spec?.template?.spec : undefined;
  return {
    container: kind.containerOf(object),
    ...(pod ? { pod } : {}),
    ...(template ? { template } : {}),
    ...(tool ? { tool } : {}),
  };
}
