import { assertEquals } from "@std/assert";
import { claim, claimsOf, podsOf } from "../objects.ts";
import { type Answer, type ContractCase, type ContractTarget, eventually, ok } from "../target.ts";
import { hasEnded, shell, shellPod, untilPod } from "./shell_image.ts";

/** A pod that requires its node by terms. */
const requiring = (name: string, ...nodeSelectorTerms: Answer[]): Answer =>
  shellPod(name, "true", {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  });
const named = (...values: string[]): Answer => ({ key: "metadata.name", operator: "In", values });

/** Why a pod is not placed: the scheduler's words without those about preemption, which the sandbox has not. */
async function refusalOf(cluster: ContractTarget, body: Answer): Promise<string> {
  await ok(cluster, "POST", podsOf(cluster), body);
  const refused = (pod: Answer) =>
    pod.status.conditions?.find((each: Answer) => each.type === "PodScheduled" && each.status === "False");
  const { reason, message } = refused(await untilPod(cluster, body.metadata.name, (pod) => refused(pod)));
  assertEquals(reason, "Unschedulable");
  return message.replace(/(?<=\.) (no new claims to deallocate.*|not found)$/, "");
}

export const cases: ContractCase[] = [
  {
    name: "a pod goes to the node that it names, and says why where there is none of that name",
    async run(cluster) {
      const { items: [node] } = await ok(cluster, "GET", "/api/v1/nodes");
      const { name } = node.metadata;
      await ok(cluster, "POST", podsOf(cluster), requiring("here", { matchFields: [named(name)] }));
      const { spec } = await untilPod(cluster, "here", hasEnded);
      assertEquals(spec.nodeName, name);
      assertEquals(
        await refusalOf(cluster, requiring("gone", { matchFields: [named("gone")] })),
        "0/1 nodes are available: 1 node(s) didn't satisfy plugin(s) [NodeAffinity].",
      );
      assertEquals(
        await refusalOf(cluster, requiring("both", { matchFields: [named(name), named("gone")] })),
        "0/1 nodes are available: pod affinity terms conflict.",
      );
      const elsewhere = { key: "kubernetes.io/hostname", operator: "NotIn", values: [name] };
      assertEquals(
        await refusalOf(cluster, requiring("else", { matchFields: [named(name)], matchExpressions: [elsewhere] })),
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.",
      );
    },
  },
  {
    name: "two pods share a claim, one of them a directory of it",
    async run(cluster) {
      await ok(cluster, "POST", claimsOf(cluster), claim("work"));
      const volumes = [{ name: "volume", persistentVolumeClaim: { claimName: "work" } }];
      const mounting = (name: string, script: string, mount: Answer) => {
        const volumeMounts = [{ name: "volume", mountPath: "/home/me/work", ...mount }];
        return shellPod(name, script, { volumes, containers: [{ ...shell(script), volumeMounts }] });
      };
      await ok(
        cluster,
        "POST",
        podsOf(cluster),
        mounting("writer", "cd /home/me/work && mkdir run1 && echo one > run1/log; sleep 100", {}),
      );
      await untilPod(cluster, "writer", ({ status }) => status.phase === "Running");
      const script = "until cat /home/me/work/log; do sleep 0.1; done; sleep 100";
      await ok(cluster, "POST", podsOf(cluster), mounting("reader", script, { subPath: "run1", readOnly: true }));
      await untilPod(cluster, "reader", ({ status }) => status.phase === "Running");
      const log = async () => await (await cluster.fetch(`${podsOf(cluster)}/reader/log`)).text();
      await eventually(log, (text) => text.endsWith("one\n"));
    },
  },
];
