import { ADDRESS_ANNOTATION } from "../annotations.ts";
import type { Pod, Service } from "../builtins.ts";
import type { Store } from "../store.ts";
import type { Route } from "./routes.ts";

/** Where a request goes: a ready pod's address and port. */
export interface Backend {
  address: string;
  port: number;
}

/** The pod that serves a route's Service now; undefined while none is ready. */
export function findBackend(
  { service: { namespace, name, port } }: Route,
  services: Store<Service>,
  pods: Store<Pod>,
): Backend | undefined {
  const { selector, ports = [] } = services.get(`${namespace}/${name}`)?.spec ?? {};
  const servicePort = ports.find((each) => port === undefined || each.port === port);
  if (!selector || !servicePort) return undefined;
  for (const pod of pods.list(namespace)) {
    const isSelected = Object.entries(selector).every(([key, value]) => pod.metadata.labels?.[key] === value);
    const isReady = pod.status?.conditions?.some((each) => each.type === "Ready" && each.status === "True");
    if (!isSelected || !isReady || pod.metadata.deletionTimestamp || !pod.status?.podIP) continue;
    const target = targetPortOf(pod, servicePort.targetPort ?? servicePort.port);
    if (target) return { address: addressOf(pod), port: target };
  }
}

/** Of a pod on a real control plane: the loopback address that its IP there stands for, and no other place. */
function addressOf({ metadata, status }: Pod): string {
  const address = metadata.annotations?.[ADDRESS_ANNOTATION];
  return address?.startsWith("127.") && /^198\.1[89]\./.test(status!.podIP!) ? address : status!.podIP!;
}

/** A port by number, or by the name that a container's port has. */
function targetPortOf(pod: Pod, target: unknown): number | undefined {
  if (Number.isInteger(Number(target))) return Number(target);
  const ports = pod.spec?.containers.flatMap((each) => each.ports ?? []);
  return ports?.find((each) => each.name === target)?.containerPort;
}
