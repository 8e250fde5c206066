import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS, PERSISTENT_VOLUME_CLAIMS } from "../../kube/mod.ts";
import { type Answer, type ApiWorld, startWorld } from "./api_world.ts";

const CREATE = `mutation($input: CreateNotebookInput!) {
  createNotebook(input: $input) { notebook { id } errors { __typename } revision }
}`;
const ERRORS = "errors { __typename ... on UserError { code message path } }";
const action = (name: string) =>
  `mutation($input: ActionInput!) {
    ${name}(input: $input) { revision results { index notebook { name state } ${ERRORS} } }
  }`;
const DELETE = `mutation($input: DeleteNotebooksInput!) {
  deleteNotebooks(input: $input) {
    revision
    results { index id errors { __typename ... on UserError { code path } ... on VolumeInUse { usedBy { kind name } } } }
  }
}`;

async function make(world: ApiWorld, name: string, spec?: Answer): Promise<string> {
  const { data } = await world.ask("alice", CREATE, { input: { namespace: "demo", name, spec } });
  assertEquals(data.createNotebook.errors, []);
  return data.createNotebook.notebook.id;
}

const at = (name: string) => ({ at: { namespace: "demo", name } });

Deno.test("stopNotebooks and startNotebooks write the annotations in one patch and answer in order", async () => {
  await using world = await startWorld();
  const id = await make(world, "one");
  const targets = [at("none"), { id }, { id: "garbage" }];
  const stopped = (await world.ask("alice", action("stopNotebooks"), { input: { targets } })).data.stopNotebooks;
  assertEquals(stopped.results.map((each: Answer) => [each.index, each.notebook?.state, each.errors[0]?.code]), [
    [0, undefined, "NOT_FOUND"],
    [1, "STOPPING", undefined],
    [2, undefined, "INVALID"],
  ]);
  assert(stopped.revision);
  const { metadata: { annotations } } = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(annotations?.["atelier.dev/stopped-by"], "alice");
  const since = annotations?.["kubeflow-resource-stopped"];
  await world.ask("alice", action("stopNotebooks"), { input: { targets: [{ id }] } });
  const again = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(again.metadata.annotations?.["kubeflow-resource-stopped"], since, "stopping twice keeps the first time");
  const started = (await world.ask("alice", action("startNotebooks"), { input: { targets: [{ id }] } })).data;
  assertEquals(started.startNotebooks.results[0].errors, []);
  const running = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  const keys = Object.keys(running.metadata.annotations ?? {}).filter((key) => /stopped/.test(key));
  assertEquals(keys, []);
});

Deno.test("stopNotebooks refuses one who may only look, item by item", async () => {
  await using world = await startWorld();
  await make(world, "one");
  const { data } = await world.ask("bob", action("stopNotebooks"), { input: { targets: [at("one")] } });
  assertEquals(data.stopNotebooks.results[0].errors.map((each: Answer) => each.code), ["FORBIDDEN"]);
});

Deno.test("an id of a notebook whose name went to another is refused as REPLACED", async () => {
  await using world = await startWorld();
  const id = await make(world, "one");
  await world.kube.delete(NOTEBOOKS, { namespace: "demo", name: "one" });
  const workspace = { mountPath: "/home/jovyan", from: { existing: "one-workspace" } };
  await make(world, "one", { workspace });
  const stopped = await world.ask("alice", action("stopNotebooks"), { input: { targets: [{ id }] } });
  assertEquals(stopped.data.stopNotebooks.results[0].errors[0].code, "REPLACED");
  const input = { targets: [{ id }], volumes: "KEEP" };
  const deleted = await world.ask("alice", DELETE, { input });
  assertEquals(deleted.data.deleteNotebooks.results[0].errors[0].code, "REPLACED");
});

Deno.test("two clients that delete the same notebook both succeed by id; by place the later one is told NotFound", async () => {
  await using world = await startWorld();
  const id = await make(world, "one");
  const input = { targets: [{ id }], volumes: "KEEP" };
  const both = await Promise.all([world.ask("alice", DELETE, { input }), world.ask("alice", DELETE, { input })]);
  const later = await world.ask("alice", DELETE, { input });
  for (const { data } of [...both, later]) assertEquals(data.deleteNotebooks.results, [{ index: 0, id, errors: [] }]);
  const byPlace = await world.ask("alice", DELETE, { input: { targets: [at("one")], volumes: "KEEP" } });
  assertEquals(byPlace.data.deleteNotebooks.results[0].errors, [
    { __typename: "NotFound", code: "NOT_FOUND", path: ["targets", "0"] },
  ]);
  const claims = (await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items.map((each) => each.metadata.name);
  assertEquals(claims, ["one-workspace"], "KEEP keeps the files");
});

Deno.test("deleteNotebooks with WORKSPACE_IF_UNUSED removes the claim unless something else names it", async () => {
  await using world = await startWorld();
  const [one, two] = [await make(world, "one"), await make(world, "two")];
  const workspace = { mountPath: "/data", from: { existing: "two-workspace" } };
  await make(world, "three", { workspace });
  const input = { targets: [{ id: one }, { id: two }], volumes: "WORKSPACE_IF_UNUSED" };
  const forbidden = await world.ask("bob", DELETE, { input });
  assertEquals(forbidden.data.deleteNotebooks.results[0].errors.map((each: Answer) => each.code), [
    "FORBIDDEN",
    "FORBIDDEN",
  ]);
  const { data } = await world.ask("alice", DELETE, { input });
  assertEquals(data.deleteNotebooks.results.map((each: Answer) => [each.id, each.errors]), [
    [one, []],
    [two, [{
      __typename: "VolumeInUse",
      code: "IN_USE",
      path: ["targets", "1"],
      usedBy: [{ kind: "Notebook", name: "three" }],
    }]],
  ]);
  const claims = (await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items.map((each) => each.metadata.name);
  assertEquals(claims, ["two-workspace"]);
});
