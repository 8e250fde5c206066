import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS, ROLE_BINDINGS } from "../../kube/mod.ts";
import { exampleNotebook, runningStatus } from "../../kube/explain/example_notebook.ts";
import { type Answer, type ApiWorld, startWorld } from "./api_world.ts";

const WATCH = `subscription($namespace: ResourceName, $filter: NotebookFilter) {
  notebooks(namespace: $namespace, filter: $filter) {
    revision reset inSync staleSince upserted { id name state viewerCan { stop { isAllowed } } } removed { id cause }
  }
}`;
const WAIT = `subscription($target: Target!, $until: [RunState!], $atLeast: Revision) {
  notebook(target: $target, until: $until, atLeast: $atLeast) {
    reset inSync upserted { name state url explanation { reason } } removed { cause }
  }
}`;
const CREATE = `mutation { createNotebook(input: {namespace: "demo", name: "one"}) { notebook { id } revision } }`;

const key = { namespace: "demo", name: "one" };

async function setRunning(world: ApiWorld): Promise<void> {
  const { generation } = (await world.kube.get(NOTEBOOKS, key)).metadata;
  const status = runningStatus({ observedGeneration: generation, url: "/notebook/demo/one/" });
  await world.kube.patch(NOTEBOOKS, key, { status }, { type: "merge", subresource: "status" });
}

const delta = (payload: Answer) => payload.data?.notebooks ?? payload.data?.notebook;

Deno.test("create and wait until running over SSE: the stream completes by itself at the first such state", async () => {
  await using world = await startWorld();
  const { data } = await world.ask("alice", CREATE);
  const { revision: atLeast } = data.createNotebook;
  const variables = { target: { at: key }, until: ["RUNNING", "FAILED"], atLeast };
  await using stream = world.stream("alice", WAIT, variables);
  const first = delta(await stream.next());
  assertEquals([first.reset, first.inSync, first.upserted[0].state], ["INITIAL", true, "STARTING"]);
  await setRunning(world);
  const rest = (await stream.rest()).map(delta);
  const last = rest.at(-1).upserted[0];
  assertEquals([last.state, last.url], ["RUNNING", "http://127.0.0.1:8081/notebook/demo/one/"]);
});

Deno.test("waiting for a notebook that is gone completes with an empty in-sync frame, or with its removal", async () => {
  await using world = await startWorld();
  await using absent = world.stream("alice", WAIT, { target: { at: key }, until: ["RUNNING"] });
  assertEquals((await absent.rest()).map(delta), [{ reset: "INITIAL", inSync: true, upserted: [], removed: [] }]);
  const { data } = await world.ask("alice", CREATE);
  const variables = { target: { id: data.createNotebook.notebook.id }, until: ["RUNNING"] };
  await using stream = world.stream("alice", WAIT, { ...variables, atLeast: data.createNotebook.revision });
  assertEquals(delta(await stream.next()).upserted.length, 1);
  await world.kube.delete(NOTEBOOKS, key);
  assertEquals(delta((await stream.rest()).at(-1)).removed, [{ cause: "DELETED" }]);
});

Deno.test("a list begins with a snapshot, tells changes, and says why a row goes", async () => {
  await using world = await startWorld();
  await world.ask("alice", CREATE);
  await using stream = world.stream("alice", WATCH, { namespace: "demo", filter: { states: ["STARTING"] } });
  const first = delta(await stream.until((payload) => delta(payload).upserted.length > 0));
  assert(first.inSync);
  const { id } = first.upserted[0];
  await setRunning(world);
  assertEquals(delta(await stream.next()).removed, [{ id, cause: "FILTERED" }]);
});

Deno.test("a list of hundreds comes in chunks, in sync only at the last", async () => {
  await using world = await startWorld();
  const { metadata: _, ...rest } = exampleNotebook();
  for (let i = 0; i < 620; i++) {
    await world.kube.create(NOTEBOOKS, { ...rest, metadata: { name: `n-${i}`, namespace: "demo" } });
  }
  while (world.api.stores.notebooks.size < 620) await new Promise((resolve) => setTimeout(resolve, 5));
  await using stream = world.stream("alice", WATCH);
  const frames: Answer[] = [];
  while (!frames.at(-1)?.inSync) frames.push(delta(await stream.next()));
  assert(frames.length > 1);
  assertEquals(frames.map((each) => each.reset), ["INITIAL", ...frames.slice(1).map(() => null)]);
  assertEquals(frames.flatMap((each) => each.upserted).length, 620);
  assert(frames.every((each) => JSON.stringify(each).length < 256 * 1024));
});

Deno.test("a stream in a namespace that is not theirs is FORBIDDEN", async () => {
  await using world = await startWorld();
  await using stream = world.stream("bob", WATCH, { namespace: "team" });
  assertEquals((await stream.next()).errors[0].extensions.code, "FORBIDDEN");
});

Deno.test("who loses access has the stream ended with ACCESS_REVOKED; nobody else notices", async () => {
  await using world = await startWorld();
  await using bob = world.stream("bob", WATCH, { namespace: "demo" });
  await using bobEverywhere = world.stream("bob", WATCH);
  await using alice = world.stream("alice", WATCH, { namespace: "demo" });
  for (const each of [bob, bobEverywhere, alice]) assert(delta(await each.next()).inSync);
  const begun = performance.now();
  await world.kube.delete(ROLE_BINDINGS, { namespace: "demo", name: "bob-view" });
  for (const each of [bob, bobEverywhere]) {
    const rest = await each.rest();
    assertEquals(rest.at(-1).errors[0].extensions.code, "ACCESS_REVOKED");
  }
  assert(performance.now() - begun < 3_000);
  await world.ask("alice", CREATE);
  const told = await alice.next();
  assertEquals(delta(told).reset, null);
});

Deno.test("without a watch on roles the stream ends by time", async () => {
  await using world = await startWorld({ rightsFrom: "any" });
  await using bob = world.stream("bob", WATCH, { namespace: "demo" });
  assert(delta(await bob.next()).inSync);
  await world.kube.delete(ROLE_BINDINGS, { namespace: "demo", name: "bob-view" });
  const payload = await bob.next(9_000);
  assertEquals(payload.errors[0].extensions.code, "ACCESS_REVOKED");
});

Deno.test("who gains or loses single rights gets a new snapshot that shows them", async () => {
  await using world = await startWorld();
  await world.ask("alice", CREATE);
  await using bob = world.stream("bob", WATCH, { namespace: "demo" });
  const isStopAllowed = (payload: Answer) => delta(payload).upserted[0]?.viewerCan.stop.isAllowed;
  assertEquals(isStopAllowed(await bob.until((payload) => delta(payload).upserted.length > 0)), false);
  await world.kube.create(ROLE_BINDINGS, {
    metadata: { namespace: "demo", name: "bob-edit" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "bob" }],
  });
  const changed = await bob.next();
  assertEquals([delta(changed).reset, isStopAllowed(changed)], ["ACCESS_CHANGED", true]);
});
