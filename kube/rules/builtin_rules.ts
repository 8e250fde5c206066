import { checkForm } from "../name_forms.ts";
import { compareQuantities, parseQuantity } from "../quantity.ts";
import { ZERO } from "../quotas/amounts.ts";
import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt, isSame } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";
import { checkDefinition } from "./definition_rules.ts";

/** What is wrong with a built-in beyond its schema. */
export function checkBuiltin(object: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const spec = fieldsAt(object, "spec");
  const old = before && fieldsAt(before, "spec");
  switch (object.kind) {
    case "Pod":
      return [...checkPodSpec(spec, "spec"), ...(old ? checkPodUpdate(spec, old) : [])];
    case "StatefulSet":
      return [...checkPodSpec(at(spec, "template.spec"), "spec.template.spec"), ...checkStatefulSet(spec, old)];
    case "PersistentVolumeClaim":
      return checkClaim(spec, before);
    case "Service":
      return checkService(spec);
    case "Event":
      return checkEvent(object);
    case "ResourceQuota":
      return Object.entries(fieldsAt(spec, "hard")).flatMap(([name, amount]) =>
        String(amount).startsWith("-")
          ? [cause.invalid(`spec.hard[${name}]`, amount, "must be greater than or equal to 0")]
          : []
      );
    case "Role":
      return listAt(object, "rules").flatMap(({ nonResourceURLs }, i) =>
        nonResourceURLs === undefined ? [] : [cause.invalid(
          `rules[${i}].nonResourceURLs`,
          nonResourceURLs,
          "namespaced rules cannot apply to non-resource URLs",
        )]
      );
    case "RoleBinding":
    case "ClusterRoleBinding":
      return checkBinding(object, before);
    case "CustomResourceDefinition":
      return checkDefinition(object, before);
  }
  return [];
}

function checkPodSpec(spec: unknown, path: string): Cause[] {
  const containers = at(spec, "containers");
  if (!Array.isArray(containers)) return [];
  const volumes = new Set(listAt(spec, "volumes").map(({ name }) => name));
  return containers.flatMap((container: Fields, i) => {
    const here = `${path}.containers[${i}]`;
    return [
      ...checkForm(`${here}.name`, String(container.name ?? ""), "label"),
      ...(container.image || path !== "spec" ? [] : [cause.required(`${here}.image`)]),
      ...listAt(container, "volumeMounts").flatMap(({ name }, j) =>
        volumes.has(name) ? [] : [cause.notFound(`${here}.volumeMounts[${j}].name`, name)]
      ),
      ...checkResources(container, `${here}.resources.requests`),
    ];
  });
}

const listAt = (object: unknown, name: string) => (at(object, name) ?? []) as Fields[];

function checkResources(container: Fields, path: string): Cause[] {
  const limits = (at(container, "resources.limits") ?? {}) as Fields;
  return Object.entries((at(container, "resources.requests") ?? {}) as Fields).flatMap(([resource, asked]) => {
    const [request, limit] = [asked, limits[resource]].map((each) => parseQuantity(String(each ?? "")));
    if (!request || !limit || compareQuantities(request, limit) <= 0) return [];
    const most = `must be less than or equal to ${resource} limit of ${limits[resource]}`;
    return [cause.invalid(path, String(asked), most)];
  });
}

const UPDATABLE_STATEFUL_SET = [
  ...["replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit"],
  ...["persistentVolumeClaimRetentionPolicy", "minReadySeconds"],
];
const UPDATABLE_POD = ["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "nodeName"];

function checkStatefulSet(spec: Fields, old?: Fields): Cause[] {
  const wanted = Object.entries(at(spec, "selector.matchLabels") ?? {});
  const labels = (at(spec, "template.metadata.labels") ?? {}) as Fields;
  const causes = wanted.every(([key, value]) => labels[key] === value)
    ? []
    : [cause.invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`")];
  if (Number(spec.replicas) < 0) {
    causes.push(cause.invalid("spec.replicas", spec.replicas, "must be greater than or equal to 0"));
  }
  if (!old || isSame(omit(spec, UPDATABLE_STATEFUL_SET), omit(old, UPDATABLE_STATEFUL_SET))) return causes;
  const names = "'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', " +
    "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds'";
  return [
    ...causes,
    cause.forbidden("spec", `updates to statefulset spec for fields other than ${names} are forbidden`),
  ];
}

function checkPodUpdate(spec: Fields, old: Fields): Cause[] {
  const images = (each: Fields) => (each.containers as Fields[]).map((container) => omit(container, ["image"]));
  const isAllowed = isSame(omit(spec, [...UPDATABLE_POD, "containers"]), omit(old, [...UPDATABLE_POD, "containers"])) &&
    isSame(images(spec), images(old)) && (!old.nodeName || old.nodeName === spec.nodeName);
  const fields = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
    "`spec.tolerations` (only additions to existing tolerations)," +
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
  if (!isAllowed) return [cause.forbidden("spec", `pod updates may not change fields other than ${fields}`)];
  const tolerations = listAt(spec, "tolerations").map(withoutSeconds);
  if (listAt(old, "tolerations").every((each) => tolerations.some((one) => isSame(one, withoutSeconds(each))))) {
    return [];
  }
  const words = "existing toleration can not be modified except its tolerationSeconds";
  return [cause.forbidden("spec.tolerations", words)];
}

const withoutSeconds = (toleration: Fields) => omit(toleration, ["tolerationSeconds"]);

function checkClaim(spec: Fields, before?: UntypedObject): Cause[] {
  const old = before && fieldsAt(before, "spec");
  const storage = at(spec, "resources.requests.storage");
  const isBound = at(before, "status.phase") === "Bound";
  const mutable = isBound ? ["resources", "volumeAttributesClassName"] : old?.volumeName ? [] : ["volumeName"];
  const frozen =
    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims";
  return [
    ...(Array.isArray(spec.accessModes) && spec.accessModes.length > 0
      ? []
      : [cause.required("spec.accessModes", "at least 1 access mode is required")]),
    ...(storage === undefined || !parseQuantity(storage as string) ? [cause.required("spec.resources[storage]")] : []),
    ...(old && !isSame(omit(spec, mutable), omit(old, mutable)) ? [cause.forbidden("spec", frozen)] : []),
    ...(isBound && isSmaller(spec, before!)
      ? [cause.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity")]
      : []),
  ];
}

const SUBJECTS = ["ServiceAccount", "User", "Group"];

function checkBinding(binding: UntypedObject, before: UntypedObject | undefined): Cause[] {
  const roles = binding.kind === "RoleBinding" ? ["Role", "ClusterRole"] : ["ClusterRole"];
  const { kind } = fieldsAt(binding, "roleRef");
  return [
    ...(roles.includes(String(kind)) ? [] : [cause.notSupported("roleRef.kind", kind, roles)]),
    ...listAt(binding, "subjects").flatMap(({ kind }, i) =>
      SUBJECTS.includes(String(kind)) ? [] : [cause.notSupported(`subjects[${i}].kind`, kind, SUBJECTS)]
    ),
    ...(!before || isSame(binding.roleRef, before.roleRef)
      ? []
      : [cause.invalid("roleRef", binding.roleRef, "cannot change roleRef")]),
  ];
}

/** An Event stands beside what it is about; about what is of the cluster it stands in one of these. */
const EVENTS_OF_CLUSTER = ["default", "kube-system"];

function checkEvent(event: UntypedObject): Cause[] {
  const about = String(at(event, "involvedObject.namespace") ?? "");
  const { namespace = "" } = event.metadata;
  const isFine = about === "" ? EVENTS_OF_CLUSTER.includes(namespace) : about === namespace;
  return isFine ? [] : [cause.invalid("involvedObject.namespace", about, "does not match event.namespace")];
}

function checkService(spec: Fields): Cause[] {
  const ports = listAt(spec, "ports");
  const isFree = spec.clusterIP === "None" || spec.type === "ExternalName";
  if (ports.length === 0) return isFree ? [] : [cause.required("spec.ports")];
  const outside = (port: unknown) => typeof port === "number" && !(port >= 1 && port <= 65_535);
  return ports.flatMap(({ name, port, targetPort }, i) => [
    ...(!name && ports.length > 1 ? [cause.required(`spec.ports[${i}].name`)] : []),
    ...Object.entries({ port, targetPort }).filter(([, each]) => outside(each)).map(([field, each]) =>
      cause.invalid(`spec.ports[${i}].${field}`, each, "must be between 1 and 65535, inclusive")
    ),
  ]);
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

const omit = (object: Fields, names: string[]) =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));
