import { assertEquals } from "@std/assert";
import { podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, ok, send } from "../target.ts";
import { hasStarted, shellPod, untilPod } from "./shell_image.ts";

async function told(cluster: ContractTarget, name: string, query: string, as?: string): Promise<unknown[]> {
  const path = `${podsOf(cluster)}/${name}/exec?${query}`;
  const { status, body } = await send(cluster, "GET", path, undefined, { as });
  return [status, body.reason, body.message];
}

export const cases: ContractCase[] = [
  {
    name: "exec is a subresource of pods that may be created and got",
    async run(cluster) {
      const { resources } = await ok(cluster, "GET", "/api/v1");
      const { verbs, kind, namespaced } = resources.find(({ name }: Answer) => name === "pods/exec");
      assertEquals([[...verbs].sort(), kind, namespaced], [["create", "get"], "PodExecOptions", true]);
    },
  },
  {
    name: "an exec that is no WebSocket, or of what is not there, is refused in words",
    async run(cluster) {
      await ok(cluster, "POST", podsOf(cluster), shellPod("p", "sleep 1000"));
      await untilPod(cluster, "p", hasStarted);
      const asked = "command=true&stdout=true";
      assertEquals(await told(cluster, "p", asked), [400, "BadRequest", "Upgrade request required"]);
      assertEquals(await told(cluster, "q", asked), [404, "NotFound", 'pods "q" not found']);
      const container = await told(cluster, "p", `${asked}&container=other`);
      assertEquals(container, [400, "BadRequest", "container other is not valid for pod p"]);
      const who = 'pods "p" is forbidden: User "contract-user" cannot';
      const where = `in API group "" in the namespace "${cluster.namespace}"`;
      const forbidden = await told(cluster, "p", asked, "contract-user");
      assertEquals(forbidden, [403, "Forbidden", `${who} get resource "pods/exec" ${where}`]);
    },
  },
];
