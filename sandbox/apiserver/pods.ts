import { badRequest, conflict, failure, invalid } from "../../kube/failure.ts";
import { getObject } from "./reads.ts";
import type { RequestInfo } from "./request_info.ts";
import { at, type Fields } from "../../kube/json_value.ts";
import type { UntypedObject } from "../../kube/object.ts";
import { chooseContainer, kubeletExecQuery, kubeletUrl } from "../../kube/cluster/kubelet_request.ts";
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
  const { container, base } = locate(core, namespace, name, params);
  if (!base) return new Response("", { headers: { "content-type": "text/plain" } });
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

/** Where the node is that GET pods/exec is passed on to. */
export function execUrl(core: Core, { namespace, name, params }: RequestInfo): string {
  const { container, base } = locate(core, namespace, name, params);
  if (!base) throw badRequest(`pod ${name} does not have a host assigned`);
  return `${base}/exec/${namespace}/${name}/${container}?${kubeletExecQuery(params)}`;
}

/** The container that is meant, and where its pod's node answers, if it has one. */
function locate(core: Core, namespace: string, name: string, params: URLSearchParams) {
  const pod = getObject(core, core.registry.byKind("v1", "Pod")!, namespace, name);
  const container = chooseContainer(pod, params.get("container"));
  const node = at(pod, "spec.nodeName") as string | undefined;
  return { container, base: node && kubeletUrl(getObject(core, core.registry.byKind("v1", "Node")!, "", node)) };
}
