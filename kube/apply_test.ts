import { assertEquals, assertRejects } from "@std/assert";
import { applyCounted } from "./apply.ts";
import { SERVICES } from "./builtins.ts";
import { ApiError } from "./errors.ts";
import { NO_KUBE_METRICS } from "./metrics.ts";
import { failure, ScriptedServer } from "./testing/scripted_server.ts";

const BODY = { metadata: { name: "nb", namespace: "team" }, spec: { ports: [{ port: 80, targetPort: 8888 }] } };

Deno.test("an apply is forced, answers the object as it lives, and is counted by whether it was there", async () => {
  const { server, outcomes, apply } = start();
  const live = { ...BODY, metadata: { ...BODY.metadata, resourceVersion: "5" } };
  server.answer(Response.json(live, { status: 201 }), Response.json(live));
  assertEquals([await apply(false), await apply(true)], [live, live] as never);
  const path =
    "PATCH /api/v1/namespaces/team/services/nb?fieldManager=atelier-controller&force=true&fieldValidation=Ignore";
  assertEquals(server.requests, [path, path]);
  assertEquals(outcomes, ["services created", "services applied"]);
});

Deno.test("an apply without force leaves to others what is theirs", async () => {
  const { server, apply } = start();
  server.answer(Response.json(BODY));
  await apply(true, false);
  assertEquals(server.requests[0].includes("force=true"), false);
});

Deno.test("a refusal is thrown as it came, and counted as what it is", async () => {
  const { server, outcomes, apply } = start();
  server.answer(
    failure({ code: 422, reason: "Invalid", message: "spec.ports: Required value" }),
    failure({ code: 409, reason: "Conflict" }),
    failure({ code: 503, reason: "ServiceUnavailable" }),
    () => Promise.reject(new TypeError("connection reset")),
  );
  await assertRejects(() => apply(false), ApiError, "Required");
  for (let i = 0; i < 3; i++) await assertRejects(() => apply(true));
  assertEquals(outcomes, ["services refused", "services conflict", "services failed", "services failed"]);
});

function start() {
  const server = new ScriptedServer();
  const outcomes: string[] = [];
  const metrics = {
    ...NO_KUBE_METRICS,
    applied: (type: { plural: string }, outcome: string) => void outcomes.push(`${type.plural} ${outcome}`),
  };
  const client = server.client();
  const apply = (exists: boolean, force?: boolean) =>
    applyCounted(client, SERVICES, BODY, { fieldManager: "atelier-controller", exists, force, metrics });
  return { server, outcomes, apply };
}
