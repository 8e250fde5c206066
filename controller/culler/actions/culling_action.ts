import {
  type KubeObject,
  type ObjectKey,
  STOPPED_ANNOTATION,
  STOPPED_BY_ANNOTATION,
  STOPPED_REASON_ANNOTATION,
} from "../../../kube/mod.ts";
import { toInstant } from "../../../kube/explain/mod.ts";
import type { CullingSettings } from "../culling_settings.ts";
import type { CullingVerdict } from "../policy/decide.ts";
import type { CulledKind } from "../subject.ts";

/** Who writes: field manager of its patches, and the name on what it stopped. */
export const CULLER = "atelier-culler";

/** What is to be done to one object, as data; it fails where the object has changed since it was planned. */
export type CullingAction =
  & { readonly kind: CulledKind; readonly key: ObjectKey }
  & (
    | {
      readonly act: "stop";
      readonly patch: { metadata: { uid?: string; resourceVersion?: string; annotations: Record<string, string> } };
    }
    | { readonly act: "delete"; readonly preconditions: { uid?: string; resourceVersion?: string } }
  );

/** Whether a kind is deleted, or stopped and kept. */
export function actOf(kind: CulledKind, { tensorboards }: Pick<CullingSettings, "tensorboards">): "stop" | "delete" {
  if (kind === "Notebook") return "stop";
  return kind === "PVCViewer" ? "delete" : tensorboards;
}

/** What a verdict means for the object that it was made of; the reason is kept with the stop, in one patch. */
export function planCulling(
  kind: CulledKind,
  { metadata }: KubeObject,
  { reason, message }: Pick<CullingVerdict, "reason" | "message">,
  { settings, now }: { settings: Pick<CullingSettings, "tensorboards">; now: Date },
): CullingAction {
  const { namespace, name, uid, resourceVersion } = metadata;
  const base = { kind, key: { namespace, name } };
  if (actOf(kind, settings) === "delete") return { ...base, act: "delete", preconditions: { uid, resourceVersion } };
  const annotations = {
    [STOPPED_ANNOTATION]: toInstant(now),
    [STOPPED_BY_ANNOTATION]: CULLER,
    [STOPPED_REASON_ANNOTATION]: `${reason}: ${message}`,
  };
  return { ...base, act: "stop", patch: { metadata: { uid, resourceVersion, annotations } } };
}
