import { type Cause, cause } from "../field_cause.ts";
import { at, type Fields, fieldsAt } from "../json_value.ts";
import { checkForm } from "../name_forms.ts";
import { checkProbes } from "./probe_rules.ts";
import { checkResources } from "./resource_rules.ts";
import {
  between,
  isAbsent,
  listAt,
  localPath,
  needed,
  oneOf,
  portName,
  portNumber,
  unique,
  unless,
} from "./value_rules.ts";

/** What `fieldRef` may name, keys of labels and annotations aside. */
const POD_FIELDS = [
  ...["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"],
  ...["status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"],
];
const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"];
const MOST_ID = 2 ** 31 - 1;

/** What is wrong with the containers of a pod, those that start it first. */
export function checkContainers(spec: Fields, path: string): Cause[] {
  const [starting, main] = [listAt(spec, "initContainers"), listAt(spec, "containers")];
  const volumes = new Set(listAt(spec, "volumes").map(({ name }) => name));
  const names = [...main, ...starting].map(({ name }) => name);
  const isRepeated = (container: Fields, i: number) => names.indexOf(container.name) < i;
  const check = (container: Fields, i: number, here: string) => [
    ...checkContainer(container, here, volumes),
    ...unless(
      isAbsent(container.name) || !isRepeated(container, i),
      cause.duplicate(`${here}.name`, container.name),
    ),
  ];
  return [
    ...main.flatMap((each, i) => check(each, i, `${path}.containers[${i}]`)),
    ...starting.flatMap((each, i) => {
      const here = `${path}.initContainers[${i}]`;
      return [...check(each, main.length + i, here), ...checkStarting(each, here)];
    }),
  ];
}

/** What a container may not have that ends before the others begin. */
function checkStarting(container: Fields, path: string): Cause[] {
  if (container.restartPolicy === "Always") return [];
  const why = "may not be set for init containers without restartPolicy=Always";
  return [
    ...["livenessProbe", "readinessProbe", "startupProbe", "lifecycle"].flatMap((name) =>
      unless(isAbsent(container[name]), cause.forbidden(`${path}.${name}`, why))
    ),
    ...oneOf(`${path}.restartPolicy`, container.restartPolicy, ["Always", "Never", "OnFailure"]),
  ];
}

function checkContainer(container: Fields, path: string, volumes: Set<unknown>): Cause[] {
  const { name, image, imagePullPolicy, terminationMessagePolicy } = container;
  const user = fieldsAt(container, "securityContext");
  return [
    ...(isAbsent(name) ? [] : checkForm(`${path}.name`, String(name), "label")),
    ...needed(`${path}.image`, image),
    ...unless(
      String(image ?? "") === String(image ?? "").trim(),
      cause.invalid(`${path}.image`, image, "must not have leading or trailing whitespace"),
    ),
    ...checkProbes(container, path),
    ...oneOf(`${path}.terminationMessagePolicy`, terminationMessagePolicy, ["File", "FallbackToLogsOnError"]),
    ...checkPorts(listAt(container, "ports"), `${path}.ports`),
    ...checkEnvironment(container, path),
    ...checkMounts(listAt(container, "volumeMounts"), `${path}.volumeMounts`, volumes),
    ...oneOf(`${path}.imagePullPolicy`, imagePullPolicy, ["Always", "IfNotPresent", "Never"]),
    ...checkResources(container, `${path}.resources`),
    ...["runAsUser", "runAsGroup"].flatMap((id) => between(`${path}.securityContext.${id}`, user[id], 0, MOST_ID)),
  ];
}

function checkPorts(ports: Fields[], path: string): Cause[] {
  const each = ports.flatMap(({ name, containerPort, hostPort, protocol }, i) => {
    const here = `${path}[${i}]`;
    return [
      ...(isAbsent(name) ? [] : portName(`${here}.name`, String(name))),
      ...(containerPort === 0
        ? [cause.required(`${here}.containerPort`)]
        : portNumber(`${here}.containerPort`, containerPort)),
      ...(hostPort === 0 ? [] : portNumber(`${here}.hostPort`, hostPort)),
      ...oneOf(`${here}.protocol`, protocol, ["SCTP", "TCP", "UDP"]),
    ];
  });
  return [...each, ...unique(path, ports, "name")];
}

function checkEnvironment(container: Fields, path: string): Cause[] {
  const words = "a valid environment variable name must consist only of printable ASCII characters other than '='";
  const variables = listAt(container, "env").flatMap((variable, i) => {
    const [here, name] = [`${path}.env[${i}]`, String(variable.name ?? "")];
    return [
      ...unless(/^[ -<>-~]*$/.test(name), cause.invalid(`${here}.name`, name, words)),
      ...checkSource(variable, `${here}.valueFrom`),
    ];
  });
  const maps = listAt(container, "envFrom").flatMap((source, i) => {
    const kind = ["configMapRef", "secretRef"].find((each) => source[each] !== undefined);
    const none = cause.invalid(`${path}.envFrom`, "", "must specify one of: `configMapRef` or `secretRef`");
    return kind ? needed(`${path}.envFrom[${i}].${kind}.name`, at(source, `${kind}.name`)) : [none];
  });
  return [...variables, ...maps];
}

function checkSource({ value, valueFrom }: Fields, path: string): Cause[] {
  if (valueFrom === undefined) return [];
  const field = at(valueFrom, "fieldRef.fieldPath");
  const isKnown = field === undefined || POD_FIELDS.includes(String(field)) ||
    /^metadata\.(labels|annotations)\['.+'\]$/.test(String(field));
  const [first, ...others] = SOURCES.filter((each) => at(valueFrom, each) !== undefined);
  const last = SOURCES.at(-1);
  const none = `must specify one of: ${SOURCES.slice(0, -1).map((each) => `\`${each}\``).join(", ")} or \`${last}\``;
  return [
    ...unless(
      isKnown,
      cause.invalid(
        `${path}.fieldRef.fieldPath`,
        field,
        `error converting fieldPath: field label not supported: ${field}`,
      ),
    ),
    ...unless(first !== undefined, cause.invalid(path, "", none)),
    ...unless(others.length === 0, cause.invalid(path, "", "may not have more than one field specified at a time")),
    ...unless(isAbsent(value), cause.invalid(path, "", "may not be specified when `value` is not empty")),
  ];
}

function checkMounts(mounts: Fields[], path: string, volumes: Set<unknown>): Cause[] {
  return mounts.flatMap(({ name, mountPath, subPath }, i) => [
    ...unless(volumes.has(name), cause.notFound(`${path}[${i}].name`, name ?? "")),
    ...unless(
      isAbsent(mountPath) || mounts.findIndex((each) => each.mountPath === mountPath) === i,
      cause.invalid(`${path}[${i}].mountPath`, mountPath, "must be unique"),
    ),
    // Kubernetes names no item here.
    ...localPath(`${path}.subPath`, subPath),
  ]);
}
