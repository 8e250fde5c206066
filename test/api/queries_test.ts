import { assert, assertEquals } from "@std/assert";
import { NOTEBOOKS } from "../../kube/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { type Answer, type ApiWorld, post, startWorld } from "./api_world.ts";

const LIST =
  `query($namespace: ResourceName, $filter: NotebookFilter, $orderBy: NotebookOrder, $first: Int, $after: String,
  $atLeast: Revision) {
  notebooks(namespace: $namespace, filter: $filter, orderBy: $orderBy, first: $first, after: $after, atLeast: $atLeast) {
    nodes { name namespace } totalCount pageInfo { hasNextPage endCursor } revision
  }
}`;

async function seed(world: ApiWorld, ...places: [namespace: string, name: string][]): Promise<void> {
  for (const [namespace, name] of places) {
    const { metadata: _, ...rest } = exampleNotebook();
    await world.kube.create(NOTEBOOKS, { ...rest, metadata: { name, namespace } });
  }
  while (world.api.stores.notebooks.size < places.length) await new Promise((resolve) => setTimeout(resolve, 5));
}

const names = (answer: Answer) => answer.data.notebooks.nodes.map((each: Answer) => `${each.namespace}/${each.name}`);

Deno.test("a request without identity is a 401 that says so", async () => {
  await using world = await startWorld();
  const { status, errors } = await world.ask(undefined, "{ viewer { name } }");
  assertEquals([status, errors[0].extensions.code], [401, "UNAUTHENTICATED"]);
});

Deno.test("viewer says who asks, and only the namespaces where they may list, each with their role", async () => {
  await using world = await startWorld();
  const query = "{ viewer { name groups namespaces { nodes { name role can { createNotebook { isAllowed } } } } } }";
  const alice = (await world.ask("alice", query)).data.viewer;
  assertEquals(alice.groups, ["system:authenticated"]);
  assertEquals(alice.namespaces.nodes.map((each: Answer) => [each.name, each.role]), [["demo", "EDIT"], [
    "team",
    "EDIT",
  ]]);
  const bob = (await world.ask("bob", query)).data.viewer;
  assertEquals(bob.namespaces.nodes, [{ name: "demo", role: "VIEW", can: { createNotebook: { isAllowed: false } } }]);
});

Deno.test("notebooks gives all that the caller may list; a named namespace that is not theirs is FORBIDDEN", async () => {
  await using world = await startWorld();
  await seed(world, ["demo", "one"], ["team", "two"]);
  assertEquals(names(await world.ask("alice", LIST)), ["demo/one", "team/two"]);
  assertEquals(names(await world.ask("bob", LIST)), ["demo/one"]);
  const refused = await world.ask("bob", LIST, { namespace: "team" });
  assertEquals([refused.data, refused.errors[0].extensions.code], [null, "FORBIDDEN"]);
  const one = `{ notebook(namespace: "team", name: "two") { name } }`;
  assertEquals((await world.ask("bob", one)).data, { notebook: null });
  assertEquals((await world.ask("alice", one)).data, { notebook: { name: "two" } });
  const form = await world.ask("bob", `{ notebookForm(namespace: "demo") { images { displayName } } }`);
  assertEquals(form.errors[0].extensions.code, "FORBIDDEN");
});

Deno.test("notebooks pages by keys: what comes or goes between two pages repeats and skips nothing", async () => {
  await using world = await startWorld();
  await seed(world, ["demo", "a"], ["demo", "b"], ["demo", "c"], ["demo", "d"]);
  const first = await world.ask("alice", LIST, { first: 2 });
  assertEquals([names(first), first.data.notebooks.pageInfo.hasNextPage], [["demo/a", "demo/b"], true]);
  await world.kube.delete(NOTEBOOKS, { namespace: "demo", name: "b" });
  while (world.api.stores.notebooks.get("demo/b")) await new Promise((resolve) => setTimeout(resolve, 5));
  const after = first.data.notebooks.pageInfo.endCursor;
  assertEquals(names(await world.ask("alice", LIST, { first: 2, after })), ["demo/c", "demo/d"]);
  const orderBy = { by: "CREATED", direction: "DESC" };
  const other = await world.ask("alice", LIST, { first: 2, after, orderBy });
  assertEquals(other.errors[0].extensions.code, "INVALID");
  assertEquals(names(await world.ask("alice", LIST, { filter: { search: "MINIMAL" } })).length, 3);
  assertEquals(names(await world.ask("alice", LIST, { filter: { search: "scipy" } })), []);
});

Deno.test("a mutation runs only over POST as JSON with the header; a foreign origin or host runs nothing", async () => {
  await using world = await startWorld();
  const query = `mutation { createNotebook(input: {namespace: "demo", name: "x"}) { errors { __typename } } }`;
  const status = async (request: Request) => (await world.api.handler(request)).status;
  assertEquals(await status(post("alice", { query })), 403);
  const get = `http://127.0.0.1/graphql?query=${encodeURIComponent(query)}`;
  const headers = { "kubeflow-userid": "alice", "x-atelier-request": "1" };
  assertEquals(await status(new Request(get, { headers })), 405);
  assertEquals(await status(post("alice", { query }, { "x-atelier-request": "1", "content-type": "text/plain" })), 415);
  const foreign = { "x-atelier-request": "1", origin: "http://evil.example" };
  assertEquals(await status(post("alice", { query }, foreign)), 403);
  assertEquals(await status(post("alice", { query }, { ...headers, host: "evil.example" })), 421);
  assertEquals((await world.kube.list(NOTEBOOKS)).items, []);
});

Deno.test("an operation that is too deep, too costly, too aliased or too long is refused before it runs", async () => {
  await using world = await startWorld();
  const code = async (query: string) => (await world.ask("alice", query)).errors?.[0]?.extensions?.code;
  const aliases = Array.from({ length: 31 }, (_, i) => `a${i}: viewer { name }`).join(" ");
  assertEquals(await code(`{ ${aliases} }`), "TOO_COSTLY");
  const page = "notebooks(first: 500) { nodes { volumes { claim } explanation { parameters { name } } } }";
  assertEquals(await code(`{ ${page} }`), undefined);
  assertEquals(await code(`{ ${["a", "b", "c"].map((alias) => `${alias}: ${page}`).join(" ")} }`), "TOO_COSTLY");
  assert(await world.ask("alice", `{ ${"viewer { name } ".repeat(700)} }`).then(({ errors }) => errors.length > 0));
  const large = await world.api.handler(post("alice", { query: "{ viewer { name } }", pad: "x".repeat(300_000) }));
  assertEquals(large.status, 413);
});

Deno.test("atLeast reads one's own write", async () => {
  await using world = await startWorld();
  const create = `mutation { createNotebook(input: {namespace: "demo", name: "x"}) { revision } }`;
  const { data } = await world.ask("alice", create);
  assertEquals(names(await world.ask("alice", LIST, { atLeast: data.createNotebook.revision })), ["demo/x"]);
  const wrong = await world.ask("alice", LIST, { atLeast: "nonsense" });
  assertEquals(wrong.errors[0].extensions.code, "INVALID");
});

Deno.test("with lists open and nobody asking, the api sends the apiserver nothing", async () => {
  await using world = await startWorld();
  await using stream = world.stream("alice", "subscription { notebooks { inSync } }");
  await stream.next();
  world.requests.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  assertEquals(world.requests, []);
});
