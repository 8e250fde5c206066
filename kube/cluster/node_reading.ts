import type { Caller } from "../access_review.ts";
import type { Pod } from "../builtins.ts";
import type { Attributes } from "../rbac.ts";
import { type SettingsName, settingsOf } from "./container_environment.ts";
import { fileSources } from "./volume_files.ts";

const KINDS: Record<string, SettingsName["kind"]> = { configmaps: "ConfigMap", secrets: "Secret" };

/**
 * Whether somebody is the node of a pod that names the Secret or the ConfigMap that they want to get: all that Kubernetes'
 * authoriser of nodes allows of these. `podsIn` gives a namespace's pods.
 */
export function isNodeReading(
  user: Caller,
  wanted: Attributes,
  podsIn: (namespace: string) => readonly Pod[],
): boolean {
  const node = user.groups.includes("system:nodes") ? /^system:node:(.+)$/.exec(user.name)?.[1] : undefined;
  const { verb, group, plural, subresource, namespace, name } = wanted;
  if (!node || verb !== "get" || group !== "" || subresource !== "" || !Object.hasOwn(KINDS, plural)) return false;
  const asked = { kind: KINDS[plural], name };
  return podsIn(namespace).some((pod) => pod.spec?.nodeName === node && namesSettings(pod, asked));
}

function namesSettings({ spec }: Pod, { kind, name }: SettingsName): boolean {
  const containers = [...spec?.containers ?? [], ...spec?.initContainers ?? []];
  const files = (spec?.volumes ?? []).flatMap((each) => fileSources(each) ?? []);
  return [...containers.flatMap(settingsOf), ...files].some((each) =>
    each.kind === kind && "name" in each && each.name === name
  );
}
