import { cause } from "../../kube/field_cause.ts";
import { badRequest, invalid } from "../../kube/failure.ts";
import { at, type Fields, isFields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { type Core, update, type WriteRequest } from "./writes.ts";

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

/** Sets the replicas of an object to those of the scale that `change` makes of its present one. */
export function changeScale(
  core: Core,
  request: WriteRequest,
  change: (scale: UntypedObject) => unknown,
): UntypedObject {
  const object = update(core, { ...request, subresource: "" }, (current) => {
    const scale = change(toScale(current));
    if (!isFields(scale) || (scale.kind ?? SCALE.kind) !== SCALE.kind) {
      throw badRequest(`${at(scale, "kind")} in version "v1" cannot be handled as a Scale: unknown conversion`);
    }
    const replicas = at(scale, "spec.replicas") ?? 0;
    if (typeof replicas !== "number" || replicas < 0) {
      const wrong = cause.invalid("spec.replicas", replicas, "must be greater than or equal to 0");
      throw invalid({ ...SCALE, plural: "" }, request.name, [wrong]);
    }
    const resourceVersion = at(scale, "metadata.resourceVersion") as string | undefined;
    const metadata = { ...current.metadata, resourceVersion };
    return { object: { ...current, metadata, spec: { ...current.spec as Fields, replicas } } };
  });
  return toScale(object);
}
