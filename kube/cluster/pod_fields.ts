import type { Pod } from "../builtins.ts";

/** Where a pod runs, as a `fieldRef` may ask. */
export interface PodPlace {
  podIP: string;
  hostIP: string;
}

/** What a `fieldRef` gives, as a value of the environment or as a file; undefined for a field that it may not name. */
export function podField(pod: Pod, fieldPath: string, { podIP, hostIP }: PodPlace): string | undefined {
  const keyed = /^metadata\.(labels|annotations)(?:\['(.+)'\])?$/.exec(fieldPath);
  if (keyed) {
    const all = pod.metadata[keyed[1] as "labels" | "annotations"] ?? {};
    if (keyed[2]) return all[keyed[2]] ?? "";
    return Object.entries(all).sort().map(([key, value]) => `${key}=${JSON.stringify(value)}`).join("\n");
  }
  const fields: Record<string, string | undefined> = {
    "metadata.name": pod.metadata.name,
    "metadata.namespace": pod.metadata.namespace,
    "metadata.uid": pod.metadata.uid,
    "spec.nodeName": pod.spec?.nodeName,
    "spec.serviceAccountName": pod.spec?.serviceAccountName ?? "default",
    "status.hostIP": hostIP,
    "status.hostIPs": hostIP,
    "status.podIP": podIP,
    "status.podIPs": podIP,
  };
  return Object.hasOwn(fields, fieldPath) ? fields[fieldPath] ?? "" : undefined;
}
