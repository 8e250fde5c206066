import { assertEquals, assertRejects } from "@std/assert";
import { groupsOf, reviewAccess } from "./access_review.ts";
import { ApiError } from "./errors.ts";
import { createKubeClient } from "./kube_client.ts";
import { failure, ScriptedServer } from "./testing/scripted_server.ts";
import { transportFromFetch } from "./transport.ts";

const ASKED = { verb: "get", group: "kubeflow.org", resource: "notebooks", namespace: "team", name: "a" };

Deno.test("a review asks for the caller with the groups that the apiserver itself would add", async () => {
  let spec: unknown;
  const client = createKubeClient(transportFromFetch(async (request) => {
    spec = (await request.json()).spec;
    return Response.json({ metadata: {}, status: { allowed: true } }, { status: 201 });
  }));
  const caller = { name: "alice", uid: "7", groups: ["team-blue"], extra: { "example.org/scope": ["a", "b"] } };
  assertEquals(await reviewAccess(client, caller, { ...ASKED, subresource: "status" }), true);
  assertEquals(spec, {
    user: "alice",
    uid: "7",
    groups: ["team-blue", "system:authenticated"],
    extra: { "example.org/scope": ["a", "b"] },
    resourceAttributes: { ...ASKED, subresource: "status" },
  });
});

Deno.test("a ServiceAccount has the groups of ServiceAccounts, once each", () => {
  assertEquals(groupsOf({ name: "system:serviceaccount:team:editor", groups: ["system:authenticated"] }), [
    "system:authenticated",
    "system:serviceaccounts",
    "system:serviceaccounts:team",
  ]);
  assertEquals(groupsOf({ name: "system:serviceaccount:team", groups: [] }), ["system:authenticated"]);
});

Deno.test("only a plain yes is yes", async () => {
  const answer = async (status: unknown) => {
    const server = new ScriptedServer();
    server.answer(Response.json({ metadata: {}, status }));
    return await reviewAccess(server.client(), { name: "eve", groups: [] }, ASKED);
  };
  assertEquals(await answer({ allowed: true }), true);
  assertEquals(await answer({ allowed: false }), false);
  assertEquals(await answer({ allowed: true, denied: true }), false);
  assertEquals(await answer(undefined), false);
  await assertRejects(
    () => answer({ allowed: false, evaluationError: "role not found" }),
    Error,
    "Cannot review access",
  );
});

Deno.test("a review that cannot be had is an error", async () => {
  const server = new ScriptedServer();
  server.answer(failure({ code: 403, message: "may not create subjectaccessreviews" }));
  await assertRejects(() => reviewAccess(server.client(), { name: "eve", groups: [] }, ASKED), ApiError, "may not");
});
