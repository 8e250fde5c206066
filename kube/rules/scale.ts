import { cause } from "../field_cause.ts";
import { badRequest, invalid } from "../failure.ts";
import { at, type Fields, isFields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";

/** The kind of the scale of any object. */
export const SCALE = { group: "autoscaling", version: "v1", kind: "Scale" };

/** How many replicas an object wants and has, as `kubectl scale` asks. */
export function toScale({ metadata, ...object }: UntypedObject): UntypedObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(at(object, "spec.selector.matchLabels") ?? {});
  const replicas = Number(at(object, "spec.replicas") ?? 0);
  return {
    ...{ kind: SCALE.kind, apiVersion: `${SCALE.group}/${SCALE.version}` },
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    // Go leaves a zero out here.
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: at(object, "status.replicas") ?? 0, selector: labels.map((each) => each.join("=")).join(",") },
  };
}

/** An object with the replicas of a scale; throws 400 or 422 where it is none. */
export function scaledTo(object: UntypedObject, scale: unknown): UntypedObject {
  if (!isFields(scale) || (scale.kind ?? SCALE.kind) !== SCALE.kind) {
    throw badRequest(`${at(scale, "kind")} in version "v1" cannot be handled as a Scale: unknown conversion`);
  }
  const replicas = at(scale, "spec.replicas") ?? 0;
  if (typeof replicas !== "number" || replicas < 0) {
    const wrong = cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
    throw invalid({ ...SCALE, plural: "" }, object.metadata.name, [wrong]);
  }
  const resourceVersion = at(scale, "metadata.resourceVersion") as string | undefined;
  const metadata = { ...object.metadata, resourceVersion };
  return { ...object, metadata, spec: { ...object.spec as Fields, replicas } };
}
