import { assertEquals } from "@std/assert";
import { type AuditEvent, countRequests, parseAuditLog, total } from "./audit_log.ts";

const US = "system:serviceaccount:atelier:atelier-controller";
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
let count = 0;

function event(verb: string, resource: string, changes: Partial<AuditEvent> = {}): AuditEvent {
  const [plural, subresource] = resource.split("/");
  return {
    auditID: String(++count),
    stage: "ResponseComplete",
    verb,
    user: { username: US },
    objectRef: { resource: plural, subresource },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: at(10).toISOString(),
    ...changes,
  };
}

Deno.test("writes are counted by what is written, reads by their verb", () => {
  const counts = countRequests([
    event("patch", "notebooks/status"),
    event("patch", "notebooks/status"),
    event("create", "events"),
    event("delete", "pods"),
    event("list", "pods"),
    event("get", "notebooks"),
  ], { of: (name) => name === US, from: at(0) });
  assertEquals(counts.writes, { "notebooks/status": 2, events: 1, pods: 1 });
  assertEquals(counts.reads, { list: 1, get: 1 });
  assertEquals([total(counts.writes), total(counts.writes, "events"), total(counts.reads)], [4, 3, 2]);
});

Deno.test("a watch that is told twice is one, and what failed was asked all the same", () => {
  const watch = event("watch", "pods", { stage: "ResponseStarted" });
  const counts = countRequests([
    watch,
    { ...watch, stage: "ResponseComplete" },
    event("patch", "services", { responseStatus: { code: 409 } }),
  ], { of: (name) => name === US, from: at(0) });
  assertEquals(counts, { writes: { services: 1 }, reads: { watch: 1 }, failed: 1 });
});

Deno.test("what others ask, and what was asked before and after, is not counted", () => {
  const counts = countRequests([
    event("patch", "services", { user: { username: "kwok" } }),
    event("patch", "services", { requestReceivedTimestamp: at(4).toISOString() }),
    event("patch", "services", { requestReceivedTimestamp: at(20).toISOString() }),
    event("patch", "services", { requestReceivedTimestamp: at(5).toISOString() }),
  ], { of: (name) => name === US, from: at(5), until: at(20) });
  assertEquals(total(counts.writes), 1);
});

Deno.test("a line that is still being written is left for later", () => {
  const lines = [event("get", "pods"), event("get", "nodes")].map((each) => JSON.stringify(each));
  assertEquals(parseAuditLog(`${lines[0]}\n${lines[1]}\n{"auditID": "3", "sta`).length, 2);
  assertEquals(parseAuditLog(lines[0]), []);
});
