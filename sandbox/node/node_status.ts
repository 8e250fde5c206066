import os from "node:os";
import type { NodeStatus } from "../../kube/cluster/node_heartbeat.ts";

/** What a node says of itself, without the times of its conditions. */
export function nodeStatus({ isIsolated, port }: { isIsolated: boolean; port: number }): NodeStatus {
  const cores = os.availableParallelism();
  const memory = os.totalmem();
  const amounts = (factor: number) => ({
    cpu: String(cores * factor),
    memory: `${Math.floor(memory * factor / 1024)}Ki`,
    pods: "110",
  });
  return {
    // Requests reserve nothing here, so that a laptop holds more than its cores: nobody is throttled by them.
    capacity: amounts(4),
    allocatable: amounts(4),
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }, { type: "Hostname", address: "localhost" }],
    // What lets the apiserver pass WebSockets of exec on to the node as they are.
    declaredFeatures: ["ExtendWebSocketsToKubelet"],
    daemonEndpoints: { kubeletEndpoint: { Port: port } } as never,
    conditions: [
      ...["Memory", "Disk", "PID"].map((each) =>
        condition(
          `${each}Pressure`,
          false,
          "NotMeasured",
          `The sandbox's node does not watch its ${each.toLowerCase()}.`,
        )
      ),
      condition("Ready", true, "KubeletReady", "The sandbox's node is ready."),
      isIsolated
        ? condition(
          "NotIsolated",
          false,
          "Bubblewrap",
          "Volumes are mounted at their paths; pods see nothing else of this user's files.",
        )
        : condition(
          "NotIsolated",
          true,
          "NoBubblewrap",
          "Pods run as plain processes of this user; paths of volumes are rewritten.",
        ),
    ],
  };
}

function condition(type: string, status: boolean, reason: string, message: string) {
  return { type, status: status ? "True" : "False", reason, message };
}
