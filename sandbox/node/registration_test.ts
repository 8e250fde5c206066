import { assertEquals } from "@std/assert";
import { FakeClock } from "../../platform/fake_clock.ts";
import { silentLog } from "../../platform/log.ts";
import { type Answer, failure, ScriptedServer } from "../../kube/testing/scripted_server.ts";
import { keepRegistered } from "./registration.ts";

const NODE = "/api/v1/nodes/n";
const LEASE = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/n";
const gone = () => failure({ code: 404, reason: "NotFound", message: "not found" });

Deno.test("a node is made with its lease, and put right when it was taken for lost or deleted", async () => {
  const server = new ScriptedServer();
  const clock = new FakeClock("2026-01-01T00:00:00Z");
  const over = new AbortController();
  const status = { conditions: [{ type: "Ready", status: "True" }] };
  const written: { spec?: { renewTime?: string }; status?: typeof status }[] = [];
  const take = (answer: object): Answer => async (_, request) => {
    written.push(await request.json());
    return Response.json(answer);
  };
  const node = (at: string, ready = "True") =>
    Response.json({
      metadata: { name: "n", uid: "u" },
      status: { conditions: [{ type: "Ready", status: ready, lastHeartbeatTime: at, lastTransitionTime: at }] },
    });
  const asked = () => server.requests.splice(0).map((each) => each.split("?")[0]);
  const { signal } = over;
  const kept = keepRegistered({ client: server.client(), name: "n", status, clock, log: silentLog, signal });

  server.answer(gone(), take({ metadata: { name: "n", uid: "u" } }), take({}), gone(), take({}));
  await clock.advance(0);
  await clock.advance(0);
  assertEquals(asked(), [
    ...[`GET ${NODE}`, "POST /api/v1/nodes", `PATCH ${NODE}/status`],
    ...[`PATCH ${LEASE}`, "POST /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"],
  ]);
  assertEquals(written.at(-1)?.spec?.renewTime, "2026-01-01T00:00:00.000000Z");

  server.answer(node("2026-01-01T00:00:00Z"), take({}));
  await clock.advance(10_000);
  assertEquals(asked(), [`GET ${NODE}`, `PATCH ${LEASE}`]);

  server.answer(node("2026-01-01T00:00:00Z", "Unknown"), take({}), take({}));
  await clock.advance(10_000);
  assertEquals(asked(), [`GET ${NODE}`, `PATCH ${NODE}/status`, `PATCH ${LEASE}`]);
  assertEquals(written.at(-2)?.status?.conditions[0].status, "True");

  over.abort();
  await kept;
});
