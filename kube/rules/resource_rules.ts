import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt } from "../json_value.ts";
import { compareQuantities, formatQuantity, parseQuantity } from "../quantity.ts";
import { ZERO } from "../quotas/amounts.ts";
import { unless } from "./value_rules.ts";

const OF_CONTAINERS = ["cpu", "memory", "ephemeral-storage"];
/** The rest of what quotas know by a bare name. */
const OTHERS = ["storage", "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps"];

/** What is wrong with a container's requests and limits. */
export function checkResources(container: Fields, path: string): Cause[] {
  const resources = fieldsAt(container, "resources");
  const [limits, requests] = [fieldsAt(resources, "limits"), fieldsAt(resources, "requests")];
  return [
    ...Object.entries(limits).flatMap(([name, amount]) => checkAmount(name, amount, `${path}.limits[${name}]`)),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...checkAmount(name, amount, `${path}.requests[${name}]`),
      ...checkPair(name, amount, limits[name], path),
    ]),
  ];
}

const isExtended = (name: string) => name.includes("/");

function checkAmount(name: string, amount: unknown, field: string): Cause[] {
  const quantity = parseQuantity(String(amount ?? ""));
  const isForContainers = OF_CONTAINERS.includes(name) || name.startsWith("hugepages-") || isExtended(name);
  const isStandard = isForContainers || OTHERS.includes(name);
  return [
    ...unless(isStandard, cause.invalid(field, name, "must be a standard resource type or fully qualified")),
    ...unless(isForContainers, cause.invalid(field, name, "must be a standard resource for containers")),
    ...unless(
      !quantity || compareQuantities(quantity, ZERO) >= 0,
      cause.invalid(field, String(amount), "must be greater than or equal to 0"),
    ),
    ...unless(
      !quantity || !isExtended(name) || !formatQuantity(quantity).endsWith("m"),
      cause.invalid(field, quantity && formatQuantity(quantity), "must be an integer"),
    ),
  ];
}

/** A request beside the limit of the same resource; extended ones cannot be promised to two. */
function checkPair(name: string, asked: unknown, most: unknown, path: string): Cause[] {
  const [request, limit] = [asked, most].map((each) => parseQuantity(String(each ?? "")));
  if (!request) return [];
  if (!limit) {
    const words = "Limit must be set for non overcommitable resources";
    return unless(!isExtended(name), cause.required(`${path}.limits`, words));
  }
  const order = compareQuantities(request, limit);
  const isFine = isExtended(name) ? order === 0 : order <= 0;
  const bound = isExtended(name) ? "equal to" : "less than or equal to";
  return unless(isFine, cause.invalid(`${path}.requests`, String(asked), `must be ${bound} ${name} limit of ${most}`));
}
