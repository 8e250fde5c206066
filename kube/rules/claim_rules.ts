import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt, isSame } from "../json_value.ts";
import { checkForm } from "../name_forms.ts";
import type { UntypedObject } from "../object.ts";
import { compareQuantities, parseQuantity } from "../quantity.ts";
import { ZERO } from "../quotas/amounts.ts";
import { omit } from "./pod_rules.ts";
import { isAbsent, oneOf, unless } from "./value_rules.ts";

const MODES = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

/** What is wrong with a claim's spec; `before` is the claim that it replaces. */
export function checkClaim(spec: Fields, before?: UntypedObject): Cause[] {
  const modes = Array.isArray(spec.accessModes) ? spec.accessModes : [];
  const storage = at(spec, "resources.requests.storage");
  const amount = parseQuantity(String(storage ?? ""));
  const alone = cause.forbidden("spec.accessModes", "may not use ReadWriteOncePod with other access modes");
  return [
    ...unless(modes.length > 0, cause.required("spec.accessModes", "at least 1 access mode is required")),
    ...modes.flatMap((mode) => oneOf("spec.accessModes", mode, MODES)),
    ...unless(modes.length < 2 || !modes.includes("ReadWriteOncePod"), alone),
    ...unless(amount !== undefined, cause.required("spec.resources[storage]")),
    ...unless(
      !amount || compareQuantities(amount, ZERO) > 0,
      cause.invalid("spec.resources[storage]", storage, "must be greater than zero"),
    ),
    ...(isAbsent(spec.storageClassName)
      ? []
      : checkForm("spec.storageClassName", String(spec.storageClassName), "subdomain")),
    ...oneOf("spec.volumeMode", spec.volumeMode, ["Block", "Filesystem"]),
    ...(before ? checkUpdate(spec, before) : []),
  ];
}

function checkUpdate(spec: Fields, before: UntypedObject): Cause[] {
  const old = fieldsAt(before, "spec");
  const isBound = at(before, "status.phase") === "Bound";
  const mutable = isBound ? ["resources", "volumeAttributesClassName"] : old.volumeName ? [] : ["volumeName"];
  const frozen =
    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
  return [
    ...unless(isSame(omit(spec, mutable), omit(old, mutable)), cause.forbidden("spec", frozen)),
    ...unless(
      !isBound || !isSmaller(spec, before),
      cause.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity"),
    ),
  ];
}

/** Whether a claim asks for less than it did, and for no more than it has. */
function isSmaller(spec: Fields, before: UntypedObject): boolean {
  const amount = (value: unknown) => parseQuantity(String(value ?? "")) ?? ZERO;
  const [wanted, asked, held] = [
    at(spec, "resources.requests.storage"),
    at(before, "spec.resources.requests.storage"),
    at(before, "status.capacity.storage"),
  ].map(amount);
  return compareQuantities(wanted, asked) < 0 && compareQuantities(wanted, held) <= 0;
}
