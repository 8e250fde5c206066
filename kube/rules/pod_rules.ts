import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt, isFields, isSame } from "../json_value.ts";
import { checkForm, checkKey } from "../name_forms.ts";
import { checkContainers } from "./container_rules.ts";
import { address, between, isAbsent, listAt, oneOf, unless } from "./value_rules.ts";
import { checkVolumes } from "./volume_rules.ts";

const MOST = 2 ** 31 - 1;
const EFFECTS = ["NoSchedule", "PreferNoSchedule", "NoExecute"];
const RESTARTS = ["Always", "OnFailure", "Never"];
const DNS = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
const IDS = ["runAsUser", "runAsGroup", "fsGroup"];

/** What is wrong with a pod's spec, alone or in a template at `path`. */
export function checkPodSpec(spec: unknown, path: string): Cause[] {
  if (!isFields(spec) || !Array.isArray(spec.containers)) return [];
  const user = fieldsAt(spec, "securityContext");
  return [
    ...checkVolumes(listAt(spec, "volumes"), `${path}.volumes`),
    ...checkContainers(spec, path),
    ...oneOf(`${path}.restartPolicy`, spec.restartPolicy, RESTARTS),
    ...oneOf(`${path}.dnsPolicy`, spec.dnsPolicy, DNS),
    ...unless(
      spec.dnsPolicy !== "None" || !isAbsent(spec.dnsConfig),
      cause.required(`${path}.dnsConfig`, "must provide `dnsConfig` when `dnsPolicy` is None"),
    ),
    ...checkLabels(fieldsAt(spec, "nodeSelector"), `${path}.nodeSelector`),
    ...IDS.flatMap((id) => between(`${path}.securityContext.${id}`, user[id], 0, MOST)),
    ...checkNames(spec, path),
    ...between(`${path}.activeDeadlineSeconds`, spec.activeDeadlineSeconds, 1, MOST),
    ...listAt(spec, "tolerations").flatMap((each, i) => checkToleration(each, `${path}.tolerations[${i}]`)),
    ...listAt(spec, "hostAliases").flatMap(({ ip }, i) => address(`${path}.hostAliases[${i}].ip`, ip)),
    ...oneOf(`${path}.os`, fieldsAt(spec, "os").name, ["linux", "windows"]),
  ];
}

function checkNames(spec: Fields, path: string): Cause[] {
  const check = (name: string, form: "label" | "subdomain") =>
    isAbsent(spec[name]) ? [] : checkForm(`${path}.${name}`, String(spec[name]), form);
  return [
    ...check("serviceAccountName", "subdomain"),
    ...check("nodeName", "subdomain"),
    ...check("hostname", "label"),
    ...check("subdomain", "label"),
  ];
}

/** What is wrong with labels, keys first. */
export function checkLabels(labels: Fields, path: string): Cause[] {
  return [
    ...Object.keys(labels).flatMap((key) => checkKey(path, key)),
    ...Object.values(labels).flatMap((value) => checkForm(path, String(value), "labelValue")),
  ];
}

function checkToleration({ key, operator, value, effect, tolerationSeconds }: Fields, path: string): Cause[] {
  const ofAll = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
  return [
    ...(isAbsent(key) ? [] : checkKey(`${path}.key`, String(key))),
    ...unless(!isAbsent(key) || operator === "Exists", cause.invalid(`${path}.operator`, operator ?? "", ofAll)),
    ...unless(
      tolerationSeconds === undefined || effect === "NoExecute",
      cause.invalid(`${path}.effect`, effect ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set"),
    ),
    ...oneOf(`${path}.operator`, operator, ["Equal", "Exists"]),
    ...unless(
      operator !== "Exists" || isAbsent(value),
      cause.invalid(`${path}.operator`, value, "value must be empty when `operator` is 'Exists'"),
    ),
    ...oneOf(`${path}.effect`, effect, EFFECTS),
  ];
}

const UPDATABLE = ["activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations", "nodeName"];

/** What may not become of a pod's spec. */
export function checkPodUpdate(spec: Fields, old: Fields): Cause[] {
  const images = (each: Fields) => (each.containers as Fields[]).map((container) => omit(container, ["image"]));
  const isAllowed = isSame(omit(spec, [...UPDATABLE, "containers"]), omit(old, [...UPDATABLE, "containers"])) &&
    isSame(images(spec), images(old)) && (!old.nodeName || old.nodeName === spec.nodeName);
  const fields = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
    "`spec.tolerations` (only additions to existing tolerations)," +
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";
  if (!isAllowed) return [cause.forbidden("spec", `pod updates may not change fields other than ${fields}`)];
  const tolerations = listAt(spec, "tolerations").map(withoutSeconds);
  const isKept = listAt(old, "tolerations").every((each) =>
    tolerations.some((one) => isSame(one, withoutSeconds(each)))
  );
  const words = "existing toleration can not be modified except its tolerationSeconds";
  return unless(isKept, cause.forbidden("spec.tolerations", words));
}

const withoutSeconds = (toleration: Fields) => omit(toleration, ["tolerationSeconds"]);

/** The object without some of its fields. */
export const omit = (object: Fields, names: string[]): Fields =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !names.includes(key)));

/** Why a pod is not admitted that names a class which there is not: there are none but Kubernetes' own. */
export function missingClass({ priorityClassName: priority, runtimeClassName: runtime }: Fields): string | undefined {
  if (!isAbsent(priority) && !String(priority).startsWith("system-")) {
    return `no PriorityClass with name ${priority} was found`;
  }
  return isAbsent(runtime) ? undefined : `pod rejected: RuntimeClass "${runtime}" not found`;
}
