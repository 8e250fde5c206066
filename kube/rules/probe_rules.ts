import { type Cause, cause } from "../field_cause.ts";
import { type Fields, fieldsAt, isFields } from "../json_value.ts";
import { needed, notNegative, oneOf, portReference, unless } from "./value_rules.ts";

const HANDLERS = ["exec", "httpGet", "tcpSocket", "sleep", "grpc"];
const NUMBERS = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

/** What is wrong with a container's probes and lifecycle hooks. */
export function checkProbes(container: Fields, path: string): Cause[] {
  const probes = ["livenessProbe", "readinessProbe", "startupProbe"].flatMap((name) => {
    const probe = container[name];
    return isFields(probe) ? checkProbe(probe, `${path}.${name}`, name === "readinessProbe") : [];
  });
  const lifecycle = fieldsAt(container, "lifecycle");
  const hooks = ["postStart", "preStop"].flatMap((name) => {
    const hook = lifecycle[name];
    return isFields(hook) ? checkHandler(hook, `${path}.lifecycle.${name}`) : [];
  });
  return [...hooks, ...probes];
}

function checkProbe(probe: Fields, path: string, mayTakeSeveral: boolean): Cause[] {
  return [
    ...checkHandler(probe, path),
    ...NUMBERS.flatMap((name) => notNegative(`${path}.${name}`, probe[name])),
    ...unless(
      mayTakeSeveral || [undefined, 1].includes(probe.successThreshold as number),
      cause.invalid(`${path}.successThreshold`, probe.successThreshold, "must be 1"),
    ),
  ];
}

function checkHandler(handler: Fields, path: string): Cause[] {
  const [first, ...more] = HANDLERS.filter((name) => isFields(handler[name]));
  if (!first) return [cause.required(path, "must specify a handler type")];
  const { port, scheme, command } = fieldsAt(handler, first);
  const here = `${path}.${first}`;
  return [
    ...(first === "exec" ? needed(`${here}.command`, command) : first === "sleep" ? [] : [
      ...portReference(`${here}.port`, port),
      ...oneOf(`${here}.scheme`, scheme, ["HTTP", "HTTPS"]),
    ]),
    ...more.map((name) => cause.forbidden(`${path}.${name}`, "may not specify more than 1 handler type")),
  ];
}
