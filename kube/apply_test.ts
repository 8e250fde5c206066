import { assertEquals, assertRejects } from "@std/assert";
import { applyIfNeeded } from "./apply.ts";
import { type Service, SERVICES } from "./builtins.ts";
import { ApiError } from "./errors.ts";
import { failure, ScriptedServer } from "./testing/scripted_server.ts";
import { SchemaFile } from "./testing/schema_file.ts";

const OPTIONS = {
  fieldManager: "atelier-controller",
  schema: SchemaFile.rootOf({ group: "", version: "v1", kind: "Service" }),
};
const DESIRED = { metadata: { name: "nb", namespace: "team" }, spec: { ports: [{ port: 80, targetPort: 8888 }] } };
const LIVE: Service = {
  metadata: {
    ...DESIRED.metadata,
    resourceVersion: "5",
    managedFields: [{
      manager: "atelier-controller",
      operation: "Apply",
      fieldsV1: {
        "f:spec": { "f:ports": { 'k:{"port":80,"protocol":"TCP"}': { ".": {}, "f:port": {}, "f:targetPort": {} } } },
      },
    }],
  },
  spec: { ports: [{ port: 80, protocol: "TCP", targetPort: 8888 }], clusterIP: "10.0.0.7", type: "ClusterIP" },
};

Deno.test("an object that is as desired costs no request", async () => {
  const server = new ScriptedServer();
  assertEquals(await applyIfNeeded(server.client(), SERVICES, DESIRED, LIVE, OPTIONS), {
    outcome: "unchanged",
    object: LIVE,
  });
  assertEquals(server.requests, []);
});

Deno.test("an object that is not there is created, one that differs is applied, both with force", async () => {
  const server = new ScriptedServer();
  server.answer(Response.json(LIVE, { status: 201 }), Response.json(LIVE));
  const created = await applyIfNeeded(server.client(), SERVICES, DESIRED, undefined, OPTIONS);
  const wrong: Service = { ...LIVE, spec: { ports: [{ port: 80, protocol: "TCP", targetPort: 9999 }] } };
  const applied = await applyIfNeeded(server.client(), SERVICES, DESIRED, wrong, OPTIONS);
  assertEquals([created, applied], [{ outcome: "created", object: LIVE }, { outcome: "applied", object: LIVE }]);
  const path = "PATCH /api/v1/namespaces/team/services/nb?fieldManager=atelier-controller&force=true";
  assertEquals(server.requests, [path, path]);
});

Deno.test("a refusal is thrown as it came", async () => {
  const server = new ScriptedServer();
  server.answer(failure({ code: 422, reason: "Invalid", message: "spec.ports: Required value" }));
  await assertRejects(
    () => applyIfNeeded(server.client(), SERVICES, DESIRED, undefined, OPTIONS),
    ApiError,
    "Required",
  );
});
