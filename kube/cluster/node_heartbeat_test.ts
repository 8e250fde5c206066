import { assertEquals } from "@std/assert";
import { type NodeStatus, withTimes } from "./node_heartbeat.ts";

const STATUS: NodeStatus = {
  conditions: [{ type: "MemoryPressure", status: "False" }, { type: "Ready", status: "True" }],
};
const timesOf = (status: NodeStatus, type: string) => {
  const found = status.conditions!.find((each) => each.type === type)!;
  return [found.status, found.lastHeartbeatTime, found.lastTransitionTime];
};

Deno.test("a heartbeat moves a condition's heartbeat and leaves when it changed", () => {
  const first = withTimes(STATUS, undefined, "t1", "t1");
  assertEquals(timesOf(first, "Ready"), ["True", "t1", "t1"]);
  assertEquals(timesOf(withTimes(STATUS, first, "t2", "t2"), "Ready"), ["True", "t2", "t1"]);
});

Deno.test("what another said of the node is put right from now on, and what is another's stays", () => {
  const first = withTimes(STATUS, undefined, "t1", "t1");
  const conditions = first.conditions!.map((each) => each.type === "Ready" ? { ...each, status: "Unknown" } : each);
  const foreign = { type: "NetworkUnavailable", status: "False" };
  const after = withTimes(STATUS, { ...first, conditions: [...conditions, foreign] }, "t1", "t3");
  assertEquals(timesOf(after, "Ready"), ["True", "t1", "t3"]);
  assertEquals(timesOf(after, "MemoryPressure"), ["False", "t1", "t1"]);
  assertEquals(after.conditions!.at(-1), foreign);
});
