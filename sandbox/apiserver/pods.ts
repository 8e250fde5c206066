import { badRequest, conflict, failure, invalid } from "../../kube/failure.ts";
import { getObject } from "./reads.ts";
import type { RequestInfo } from "./request_info.ts";
import { at, type Fields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { checkLogOptions } from "../../kube/rules/log_rules.ts";
import { type Core, toTimestamp, update, type WriteRequest } from "./writes.ts";

/** Gives a pod to the node that a Binding names, as the scheduler asks; answers Kubernetes' Status. */
export function bindPod(core: Core, request: WriteRequest, binding: UntypedObject): UntypedObject {
  const node = String(at(binding, "target.name") ?? "");
  if (!node) throw badRequest("target.name: Required value");
  update(core, { ...request, subresource: "" }, (pod) => {
    const bound = at(pod, "spec.nodeName");
    if (bound) {
      throw conflict(
        { group: "", plural: "pods/binding" },
        request.name,
        `pod ${request.name} is already assigned to node "${bound}"`,
      );
    }
    return { object: { ...pod, spec: { ...pod.spec as Fields, nodeName: node } } };
  });
  update(core, { ...request, subresource: "status" }, (pod) => {
    const lastTransitionTime = toTimestamp(core.clock.now());
    const scheduled = { type: "PodScheduled", status: "True", lastProbeTime: null, lastTransitionTime };
    const others = (at(pod, "status.conditions") ?? []) as Fields[];
    const conditions = [...others.filter((each) => each.type !== "PodScheduled"), scheduled];
    return { object: { ...pod, status: { ...pod.status as Fields, conditions } } };
  });
  return { kind: "Status", apiVersion: "v1", metadata: { name: "" }, status: "Success", code: 201 };
}

/** Fetches from a node's kubelet endpoints, with credentials that it trusts. */
export type NodeFetch = (url: string, init: { signal: AbortSignal }) => Promise<Response>;

/** GET pods/log, passed on to the pod's node. */
export async function serveLogs(
  core: Core,
  fetchNode: NodeFetch,
  { namespace, name, params }: RequestInfo,
  request: Request,
): Promise<Response> {
  const causes = checkLogOptions(params);
  if (causes.length > 0) throw invalid({ group: "", plural: "", kind: "PodLogOptions" }, name, causes);
  const pod = getObject(core, core.registry.byKind("v1", "Pod")!, namespace, name);
  const container = chooseContainer(pod, params.get("container"));
  const node = at(pod, "spec.nodeName") as string | undefined;
  if (!node) return new Response("", { headers: { "content-type": "text/plain" } });
  const base = kubeletUrl(core, node);
  const query = new URLSearchParams(params);
  query.delete("container");
  const url = `${base}/containerLogs/${namespace}/${name}/${container}?${query}`;
  try {
    const answer = await fetchNode(url, { signal: request.signal });
    if (answer.ok) return new Response(answer.body, { headers: { "content-type": "text/plain" } });
    throw failure(answer.status, "BadRequest", (await answer.text()).trim());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw failure(500, "InternalError", `Internal error occurred: Get "${url}": ${error.message}`);
  }
}

function chooseContainer(pod: UntypedObject, wanted: string | null): string {
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

function kubeletUrl(core: Core, name: string): string {
  const node = getObject(core, core.registry.byKind("v1", "Node")!, "", name);
  const addresses = (at(node, "status.addresses") ?? []) as Fields[];
  const address = addresses.find((each) => each.type === "InternalIP")?.address;
  const port = at(node, "status.daemonEndpoints.kubeletEndpoint.Port");
  if (!address || !port) throw badRequest(`no preferred addresses found for node "${name}"; known addresses: []`);
  return `https://${address}:${port}`;
}
