import { planDeletion } from "../../kube/rules/deletion_plan.ts";
import type { DeleteOptions } from "../../kube/rules/write_options.ts";
import type { UntypedObject } from "../../kube/object.ts";
import type { Resource } from "./registry.ts";
import { keyIn } from "./storage.ts";
import { type Core, toTimestamp } from "./writes.ts";

/** Deletes `object` at once or by marking it; answers its last state and whether it is gone. */
export function deleteObject(
  { storage, clock }: Core,
  resource: Resource,
  object: UntypedObject,
  options: DeleteOptions = {},
): { object: UntypedObject; isGone: boolean } {
  const plan = planDeletion(resource, object, options, clock.now(), toTimestamp);
  const isGone = plan.kind === "remove";
  if (options.isDryRun || plan.kind === "nothing") return { object: plan.object, isGone };
  if (!isGone) return { object: storage.put(resource.id, plan.object), isGone };
  storage.remove(resource.id, keyIn(object.metadata.namespace, object.metadata.name));
  return { object: plan.object, isGone };
}
