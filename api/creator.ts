import { CREATOR_ANNOTATION, type KubeObject } from "../kube/mod.ts";

/** Who made an object, as recorded. */
export function creatorOf({ metadata }: KubeObject): string | undefined {
  return metadata.annotations?.[CREATOR_ANNOTATION];
}
