import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt } from "../json_value.ts";
import { checkForm } from "../name_forms.ts";
import { checkLabels } from "./pod_rules.ts";
import { address, isAbsent, listAt, needed, oneOf, portNumber, portReference, unique, unless } from "./value_rules.ts";

const TYPES = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

/** What is wrong with a Service's spec. */
export function checkService(spec: Fields): Cause[] {
  const { type, clusterIP, externalName, sessionAffinity } = spec;
  const ports = listAt(spec, "ports");
  const isFree = clusterIP === "None" || type === "ExternalName";
  return [
    ...(ports.length === 0 ? unless(isFree, cause.required("spec.ports")) : checkPorts(ports, type)),
    ...checkLabels(fieldsAt(spec, "selector"), "spec.selector"),
    ...oneOf("spec.sessionAffinity", sessionAffinity, ["ClientIP", "None"]),
    ...oneOf("spec.type", type, TYPES),
    ...(clusterIP === "None" ? [] : address("spec.clusterIPs[0]", clusterIP)),
    ...(type === "ExternalName" ? needed("spec.externalName", externalName) : []),
    ...(isAbsent(externalName) ? [] : checkForm("spec.externalName", String(externalName), "subdomain")),
  ];
}

function checkPorts(ports: Fields[], type: unknown): Cause[] {
  const isSame = (a: Fields, b: Fields) => a.port === b.port && a.protocol === b.protocol;
  const each = ports.flatMap((one, i) => {
    const { name, port, targetPort, protocol, nodePort } = one;
    const here = `spec.ports[${i}]`;
    const shown = { Name: "", Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return [
      ...(isAbsent(name)
        ? unless(ports.length === 1, cause.required(`${here}.name`))
        : checkForm(`${here}.name`, String(name), "label")),
      ...portNumber(`${here}.port`, port),
      ...oneOf(`${here}.protocol`, protocol, ["SCTP", "TCP", "UDP"]),
      ...portReference(`${here}.targetPort`, targetPort),
      ...unless(
        !nodePort || type !== "ClusterIP",
        cause.forbidden(`${here}.nodePort`, "may not be used when `type` is 'ClusterIP'"),
      ),
      ...unless(ports.findIndex((other) => isSame(one, other)) === i, cause.duplicate(here, shown)),
    ];
  });
  return [...each, ...unique("spec.ports", ports, "name")];
}
