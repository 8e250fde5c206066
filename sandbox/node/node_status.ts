import os from "node:os";
import type { Node } from "../../kube/builtins.ts";
import { toTimestamp } from "../controllers/event_recorder.ts";

/** What a node says of itself; written only when it starts, so its heartbeat times are those of its start. */
export function nodeStatus(
  { isIsolated, port, now }: { isIsolated: boolean; port: number; now: Date },
): Node["status"] {
  const at = toTimestamp(now);
  const cores = os.availableParallelism();
  const memory = os.totalmem();
  const amounts = (factor: number) => ({
    cpu: String(cores * factor),
    memory: `${Math.floor(memory * factor / 1024)}Ki`,
    pods: "110",
  });
  const condition = (type: string, status: boolean, reason: string, message: string) => ({
    type,
    status: status ? "True" : "False",
    reason,
    message,
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  });
  return {
    // Requests reserve nothing here, so that a laptop holds more than its cores: nobody is throttled by them.
    capacity: amounts(4),
    allocatable: amounts(4),
    addresses: [{ type: "InternalIP", address: "127.0.0.1" }, { type: "Hostname", address: "localhost" }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } } as never,
    conditions: [
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
