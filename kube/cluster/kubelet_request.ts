import { badRequest } from "../failure.ts";
import { at, type Fields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";

/** The container of a pod that a request for logs or exec is about; throws 400 where it has to be named, or is not there. */
export function chooseContainer(pod: UntypedObject, wanted: string | null): string {
  const names = (path: string) => (at(pod, path) as Fields[] ?? []).map((each) => String(each.name));
  const [main, init] = [names("spec.containers"), names("spec.initContainers")];
  const { name } = pod.metadata;
  if (!wanted && main.length === 1) return main[0];
  if (!wanted) {
    const all = [...init, ...main].join(" ");
    throw badRequest(`a container name must be specified for pod ${name}, choose one of: [${all}]`);
  }
  if (!main.includes(wanted) && !init.includes(wanted)) {
    throw badRequest(`container ${wanted} is not valid for pod ${name}`);
  }
  return wanted;
}

/** Where a node's kubelet answers; throws 400 where the node does not say. */
export function kubeletUrl(node: UntypedObject): string {
  const addresses = (at(node, "status.addresses") ?? []) as Fields[];
  const address = addresses.find((each) => each.type === "InternalIP")?.address;
  const port = at(node, "status.daemonEndpoints.kubeletEndpoint.Port");
  if (!address || !port) {
    throw badRequest(`no preferred addresses found for node "${node.metadata.name}"; known addresses: []`);
  }
  return `https://${address}:${port}`;
}

/** An exec's parameters as the kubelet knows them. */
export function kubeletExecQuery(params: URLSearchParams): URLSearchParams {
  const flags = [["stdin", "input"], ["stdout", "output"], ["stderr", "error"], ["tty", "tty"]];
  const wanted = flags.filter(([name]) => ["true", "1"].includes(params.get(name) ?? ""));
  return new URLSearchParams([
    ...wanted.map(([, name]) => [name, "1"]),
    ...params.getAll("command").map((each) => ["command", each]),
  ]);
}
