import { keyOf, type ObjectKey, parseKey, type ResourceType } from "../../kube/mod.ts";

/** What a work queue holds: which kind, by its plural, and which object of it. */
export function toolKey(type: ResourceType, object: Parameters<typeof keyOf>[0]): string {
  return `${type.plural}/${keyOf(object)}`;
}

/** The inverse of `toolKey`. */
export function parseToolKey(key: string): { plural: string; objectKey: string } & ObjectKey {
  const slash = key.indexOf("/");
  const objectKey = key.slice(slash + 1);
  return { plural: key.slice(0, slash), objectKey, ...parseKey(objectKey) };
}
