import { assert, assertEquals } from "@std/assert";
import {
  ApiError,
  EVENTS,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  SERVICE_ACCOUNTS,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { type Answer, type ApiWorld, clientMethods, startWorld } from "./api_world.ts";

const CREATE = `mutation($input: CreateTensorboardInput!) {
  createTensorboard(input: $input) {
    tensorboard { id name namespace state creator reloadInterval containers url image { reference }
      resources { cpu { quantity } } explanation { reason }
      sources { __typename ... on VolumeLogSource { label claim path } ... on ObjectStoreLogSource { label url credential } } }
    wasReplayed revision
    errors { __typename ... on UserError { code message path nextStep } ... on Forbidden { verb resource } }
  }
}`;
const LIST = `query($filter: TensorboardFilter, $orderBy: TensorboardOrder) {
  tensorboards(filter: $filter, orderBy: $orderBy) { nodes { name state viewerCan { stop { isAllowed } } } totalCount }
}`;
const WATCH = `subscription($namespace: ResourceName, $filter: TensorboardFilter) {
  tensorboards(namespace: $namespace, filter: $filter) { reset inSync upserted { id name state } removed { id cause } }
}`;
const WAIT = `subscription($target: Target!, $until: [RunState!], $atLeast: Revision) {
  tensorboard(target: $target, until: $until, atLeast: $atLeast) { reset inSync upserted { state url } removed { cause } }
}`;
const action = (name: string) =>
  `mutation($input: ActionInput!) {
    ${name}(input: $input) { revision results { index tensorboard { name state } errors { ... on UserError { code nextStep } } } }
  }`;
const DELETE = `mutation($input: DeleteInput!) {
  deleteTensorboards(input: $input) { revision results { index id errors { ... on UserError { code path } } } }
}`;

const s3 = (url = "s3://bucket/runs") => ({ from: { objectStore: { url } } });
const volume = (claim: string, path = "") => ({ from: { volume: { claim, path } } });

async function create(world: ApiWorld, user: string, input: Answer): Promise<Answer> {
  const answer = await world.ask(user, CREATE, {
    input: { namespace: "demo", name: "board", sources: [s3()], ...input },
  });
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.createTensorboard;
}

async function makeClaim(world: ApiWorld, name: string): Promise<void> {
  await world.kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name, namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  } as never);
}

Deno.test("createTensorboard reads volumes and object stores together, as the namespace's ServiceAccount", async () => {
  await using world = await startWorld();
  await makeClaim(world, "logs");
  const { tensorboard, errors, revision } = await create(world, "alice", {
    sources: [
      volume("logs", "/runs/first/"),
      { label: "old", from: { objectStore: { url: "s3://bucket/runs", credential: "minio" } } },
      { from: { objectStore: { url: "https://store/x" } } },
    ],
    cpu: "0.2",
    reloadInterval: "PT90S",
  });
  assertEquals(errors, []);
  assert(revision);
  assertEquals(tensorboard.sources, [
    { __typename: "VolumeLogSource", label: null, claim: "logs", path: "runs/first" },
    { __typename: "ObjectStoreLogSource", label: "old", url: "s3://bucket/runs", credential: "minio" },
    { __typename: "ObjectStoreLogSource", label: "logs-3", url: "https://store/x", credential: "minio" },
  ]);
  assertEquals([tensorboard.state, tensorboard.creator, tensorboard.reloadInterval], ["STARTING", "alice", "PT1M30S"]);
  assertEquals([tensorboard.image, tensorboard.resources.cpu.quantity], [null, "200m"]);
  assertEquals(tensorboard.containers, ["tensorboard"]);
  const { spec } = await world.kube.get(TENSORBOARDS, { namespace: "demo", name: "board" });
  assertEquals(spec, {
    logspath: "pvc://logs/runs/first",
    logDirectories: [{ name: "old", path: "s3://bucket/runs" }, { name: "logs-3", path: "https://store/x" }],
    resources: { requests: { cpu: "200m" } },
    secretRef: { name: "minio" },
    reloadIntervalSeconds: 90,
    serviceAccountName: "default-editor",
  });
});

Deno.test("createTensorboard answers bad input with typed errors that say where, and makes nothing", async () => {
  await using world = await startWorld();
  const cases: [string, Answer, string][] = [
    ["no source", { sources: [] }, "sources"],
    ["a name of 53 characters", { name: "a".repeat(53) }, "name"],
    ["an address of another kind", { sources: [s3("ftp://x/y")] }, "sources.0.from.objectStore.url"],
    ["an address with a comma", { sources: [s3("s3://x,y")] }, "sources.0.from.objectStore.url"],
    ["a store without a place", { sources: [s3("s3://")] }, "sources.0.from.objectStore.url"],
    ["a way out of the volume", { sources: [volume("logs", "../x")] }, "sources.0.from.volume.path"],
    ["a volume that does not exist", { sources: [volume("gone")] }, "sources.0.from.volume.claim"],
    ["a label of the first", { sources: [{ label: "x", ...s3() }] }, "sources.0.label"],
    ["a label twice", { sources: [s3(), { label: "x", ...s3() }, { label: "x", ...s3() }] }, "sources.2.label"],
    ["two credentials", {
      sources: ["a", "b"].map((credential) => ({ from: { objectStore: { url: "s3://x", credential } } })),
    }, "sources.1.from.objectStore.credential"],
    ["an interval that is none", { reloadInterval: "30s" }, "reloadInterval"],
    ["memory of nothing", { memory: "0" }, "memory"],
  ];
  for (const [what, input, path] of cases) {
    const { tensorboard, errors } = await create(world, "alice", input);
    assertEquals(tensorboard, null, what);
    assertEquals(errors.map((each: Answer) => each.path.join(".")), [path], what);
    assert(errors[0].message.length > 10, what);
  }
  const denied = await create(world, "bob", {});
  assertEquals(denied.errors.map((each: Answer) => [each.__typename, each.verb]), [["Forbidden", "create"]]);
  assertEquals((await world.kube.list(TENSORBOARDS)).items, []);
});

Deno.test("createTensorboard with a token is one object; a taken name and a dry run make none", async () => {
  await using world = await startWorld();
  const first = await create(world, "alice", { clientToken: "t" });
  const again = await create(world, "alice", { clientToken: "t" });
  assertEquals([again.tensorboard.id, again.wasReplayed], [first.tensorboard.id, true]);
  const other = await create(world, "alice", { clientToken: "t", name: "other" });
  assertEquals(other.errors.map((each: Answer) => each.code), ["TOKEN_REUSED"]);
  const taken = await create(world, "alice", {});
  assertEquals(taken.errors.map((each: Answer) => [each.code, each.path]), [["ALREADY_EXISTS", ["name"]]]);
  const dry = await create(world, "alice", { name: "dry", dryRun: true });
  assertEquals([dry.tensorboard, dry.errors], [null, []]);
  assertEquals((await world.kube.list(TENSORBOARDS)).items.length, 1);
});

Deno.test("tools run as default where there is no default-editor; an admin's ServiceAccount that is missing is explained", async () => {
  const absent = () => Promise.reject(new ApiError({ code: 404, reason: "NotFound" }));
  await using world = await startWorld({
    wrapClient: (client) => ({
      ...clientMethods(client),
      get: (type, key, signal) => key.name === "default-editor" ? absent() : client.get(type, key, signal),
    }),
  });
  await create(world, "alice", {});
  const made = await world.kube.get(TENSORBOARDS, { namespace: "demo", name: "board" });
  assertEquals(made.spec.serviceAccountName, "default");
  await using strict = await startWorld({ serviceAccount: "tools" });
  const { errors } = await create(strict, "alice", {});
  assertEquals(errors.map((each: Answer) => [each.code, each.path]), [["INVALID", ["namespace"]]]);
  assert(errors[0].message.includes("tools") && errors[0].nextStep);
  await strict.kube.create(SERVICE_ACCOUNTS, { metadata: { namespace: "demo", name: "tools" } });
  assertEquals((await create(strict, "alice", {})).errors, []);
  const account = (await strict.kube.get(TENSORBOARDS, { namespace: "demo", name: "board" })).spec.serviceAccountName;
  assertEquals(account, "tools");
});

Deno.test("tensorboards lists what the caller may see, narrowed and ordered; one that nobody may see is null", async () => {
  await using world = await startWorld();
  await makeClaim(world, "logs");
  await create(world, "alice", { name: "b", sources: [volume("logs")] });
  await create(world, "alice", { name: "a" });
  const { data: { createTensorboard: { revision } } } = await world.ask("alice", CREATE, {
    input: { namespace: "team", name: "c", sources: [s3()] },
  });
  const one = `query($atLeast: Revision) { tensorboard(namespace: "team", name: "c", atLeast: $atLeast) { name } }`;
  assertEquals((await world.ask("alice", one, { atLeast: revision })).data.tensorboard, { name: "c" });
  assertEquals((await world.ask("bob", one)).data.tensorboard, null);
  const names = async (user: string, variables?: Answer) =>
    (await world.ask(user, LIST, variables)).data.tensorboards.nodes.map((each: Answer) => each.name);
  assertEquals(await names("alice"), ["a", "b", "c"]);
  assertEquals(await names("bob"), ["a", "b"]);
  assertEquals(await names("alice", { filter: { usesVolume: "logs" } }), ["b"]);
  assertEquals(await names("alice", { filter: { search: "BUCKET" } }), ["a", "c"]);
  assertEquals(await names("alice", { orderBy: { by: "NAME", direction: "DESC" } }), ["c", "b", "a"]);
  const shown = (await world.ask("bob", LIST)).data.tensorboards.nodes[0].viewerCan.stop.isAllowed;
  assertEquals(shown, false);
});

Deno.test("a Tensorboard left by Kubeflow, of any form of its path, is shown as what it reads", async () => {
  await using world = await startWorld();
  const all: Answer[] = JSON.parse(
    await Deno.readTextFile(new URL("../fixtures/kubeflow-1.11-tensorboards-and-viewers.json", import.meta.url)),
  ).filter((each: Answer) => each.kind === "Tensorboard");
  const byName = new Map(all.map((each) => [each.metadata.name, each]));
  for (const { metadata: { name, namespace }, spec } of byName.values()) {
    await world.kube.create(TENSORBOARDS, { metadata: { name, namespace }, spec });
  }
  while (world.api.stores.tensorboards.size < byName.size) await new Promise((resolve) => setTimeout(resolve, 5));
  const query = `{ tensorboards { nodes { name sources {
    ... on VolumeLogSource { claim path } ... on ObjectStoreLogSource { url } } } } }`;
  const { nodes } = (await world.ask("alice", query)).data.tensorboards;
  assertEquals(Object.fromEntries(nodes.map((each: Answer) => [each.name, each.sources[0]])), {
    "on-claim": { claim: "logs", path: "run1" },
    "on-shared": { claim: "shared", path: "" },
    "on-s3": { url: "s3://bucket/runs" },
    "on-gs": { url: "gs://bucket/runs" },
    "on-path": { claim: "tb-volume", path: "" },
  });
});

Deno.test("stop, restart, start and delete a Tensorboard; the stream tells each, and ends when it is gone", async () => {
  await using world = await startWorld();
  const { tensorboard: { id } } = await create(world, "alice", {});
  await using stream = world.stream("alice", WATCH, { namespace: "demo" });
  await stream.until(({ data }) => data.tensorboards.upserted.length > 0);
  const act = async (user: string, name: string) =>
    (await world.ask(user, action(name), { input: { targets: [{ id }] } })).data[name].results[0];
  assertEquals((await act("bob", "stopTensorboards")).errors[0].code, "FORBIDDEN");
  assertEquals((await act("alice", "stopTensorboards")).tensorboard.state, "STOPPING");
  const told = await stream.until(({ data }) => data.tensorboards.upserted.length > 0);
  assertEquals(told.data.tensorboards.upserted[0].state, "STOPPING");
  assertEquals((await act("alice", "restartTensorboards")).errors, [{ code: "CONFLICT", nextStep: "Start it." }]);
  assertEquals((await act("alice", "startTensorboards")).tensorboard.state, "STARTING");
  assertEquals((await act("alice", "restartTensorboards")).errors, []);
  const { metadata: { annotations } } = await world.kube.get(TENSORBOARDS, { namespace: "demo", name: "board" });
  assert(annotations?.["atelier.dev/restart-requested-at"]);
  await using waiting = world.stream("alice", WAIT, { target: { id }, until: ["RUNNING"] });
  await waiting.next();
  const { results, revision } = (await world.ask("alice", DELETE, { input: { targets: [{ id }] } })).data
    .deleteTensorboards;
  assertEquals([results, typeof revision], [[{ index: 0, id, errors: [] }], "string"]);
  const gone = await stream.until(({ data }) => data.tensorboards.removed.length > 0);
  assertEquals(gone.data.tensorboards.removed, [{ id, cause: "DELETED" }]);
  assertEquals((await waiting.rest()).at(-1).data.tensorboard.removed, [{ cause: "DELETED" }]);
  const place = { targets: [{ at: { namespace: "demo", name: "board" } }] };
  const again = (await world.ask("alice", DELETE, { input: place })).data.deleteTensorboards.results[0];
  assertEquals(again.errors[0].code, "NOT_FOUND");
});

const of = { tensorboard: { namespace: "demo", name: "board" } };

Deno.test("events of a Tensorboard are those of its Deployment, ReplicaSets and pods too, and of no namesake", async () => {
  await using world = await startWorld();
  await create(world, "alice", {});
  while (world.api.stores.tensorboards.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const about: [string, string][] = [
    ["Tensorboard", "board"],
    ["Deployment", "board"],
    ["ReplicaSet", "board-5d7f9"],
    ["Pod", "board-5d7f9-x2x4z"],
    ["Pod", "board-0"],
    ["Notebook", "board"],
  ];
  for (const [index, [kind, name]] of about.entries()) {
    await world.kube.create(EVENTS, {
      metadata: { name: `e${index}`, namespace: "demo" },
      involvedObject: { kind, name, namespace: "demo" },
      reason: "Something",
      type: "Normal",
      lastTimestamp: new Date().toISOString(),
    } as never);
  }
  const query = `subscription($of: ResourceTarget!) { events(of: $of) { upserted { kind name } inSync } }`;
  await using stream = world.stream("alice", query, { of });
  const told: string[] = [];
  while (told.length < 4) {
    const { upserted } = (await stream.next()).data.events;
    told.push(...upserted.map((each: Answer) => `${each.kind}/${each.name}`));
  }
  assertEquals(told, about.slice(0, 4).map((each) => each.join("/")));
});

Deno.test("the log of a Tensorboard is its present pod's, whatever that is called", async () => {
  const asked: string[] = [];
  await using world = await startWorld({
    logs: (url) => {
      asked.push(new URL(url).pathname);
      return Promise.resolve(new Response("2026-11-23T10:00:00.5Z Serving TensorBoard\n"));
    },
  });
  await create(world, "alice", {});
  await world.kube.create(NODES, { metadata: { name: "here" } } as never);
  const status = {
    addresses: [{ type: "InternalIP", address: "127.0.0.9" }],
    daemonEndpoints: { kubeletEndpoint: { Port: 10250 } },
  };
  await world.kube.patch(NODES, { name: "here" }, { status }, { type: "merge", subresource: "status" });
  const query = `subscription($of: ResourceTarget!) { logs(of: $of, follow: false) { text ended { reason } } }`;
  const read = async (user: string) => {
    await using stream = world.stream(user, query, { of });
    return (await stream.rest()).map((each) => each.data?.logs ?? each.errors[0].extensions.code);
  };
  assertEquals((await read("alice")).at(-1).ended.reason, "NoLogYet");
  const owner = { apiVersion: "apps/v1", kind: "ReplicaSet", name: "board-5d7f9", uid: "u", controller: true };
  await world.kube.create(PODS, {
    metadata: { namespace: "demo", name: "board-5d7f9-x2x4z", ownerReferences: [owner] },
    spec: { nodeName: "here", containers: [{ name: "tensorboard", image: "i" }] },
  } as never);
  const containerStatuses = [{ name: "tensorboard", ready: true, restartCount: 0, state: { running: {} } }];
  const pod = { namespace: "demo", name: "board-5d7f9-x2x4z" };
  const patch = { status: { phase: "Running", containerStatuses } };
  await world.kube.patch(PODS, pod, patch, { type: "merge", subresource: "status" });
  while (!world.api.stores.pods.get("demo/board-5d7f9-x2x4z")?.status?.containerStatuses) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const frames = await read("bob");
  assertEquals(frames.map((each) => each.text).join(""), "Serving TensorBoard");
  assertEquals(asked, ["/containerLogs/demo/board-5d7f9-x2x4z/tensorboard"]);
});
