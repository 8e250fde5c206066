import { assert, assertEquals } from "@std/assert";
import {
  ApiError,
  EVENTS,
  NOTEBOOKS,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  PVC_VIEWERS,
  STORAGE_CLASSES,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { exampleNotebook } from "../../kube/explain/example_notebook.ts";
import { type Answer, type ApiWorld, clientMethods, startWorld } from "./api_world.ts";

const FIELDS = `name state creator requested { quantity } capacity { quantity } accessModes
  storageClass { name isDefault bindsOnFirstUse } explanation { reason nextStep }
  usedBy { kind name isRunning node readOnly } fileBrowser { state url explanation { reason } lastStop { at explanation { reason } } }
  viewerCan { browse { isAllowed } delete { isAllowed } }`;
const ONE = `query($name: ResourceName!, $atLeast: Revision) {
  volume(namespace: "demo", name: $name, atLeast: $atLeast) { ${FIELDS} }
}`;
const LIST = `query($filter: VolumeFilter, $orderBy: VolumeOrder) {
  volumes(filter: $filter, orderBy: $orderBy) { nodes { name } }
}`;
const WATCH = `subscription { volumes(namespace: "demo") { inSync upserted { ${FIELDS} } removed { cause } } }`;
const CREATE = `mutation($input: CreateVolumeInput!) {
  createVolume(input: $input) {
    volume { id ${FIELDS} } wasReplayed revision
    errors { __typename ... on UserError { code message path nextStep } ... on FieldError { allowed } }
  }
}`;
const ERRORS =
  "errors { __typename ... on UserError { code message path } ... on VolumeInUse { usedBy { kind name } } }";
const DELETE = `mutation($input: DeleteInput!) { deleteVolumes(input: $input) { revision results { id ${ERRORS} } } }`;
const browser = (name: string) =>
  `mutation($input: FileBrowserInput!) { ${name}(input: $input) { volume { name } revision errors { ... on UserError { code message } } } }`;

const key = (name: string) => ({ namespace: "demo", name });
const at = (name: string) => ({ at: key(name) });

async function create(world: ApiWorld, user: string, volume: Answer, more: Answer = {}): Promise<Answer> {
  const answer = await world.ask(user, CREATE, { input: { namespace: "demo", volume, ...more } });
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.createVolume;
}

async function one(world: ApiWorld, user: string, name: string, atLeast?: string): Promise<Answer> {
  const answer = await world.ask(user, ONE, { name, atLeast });
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.volume;
}

async function makeClass(world: ApiWorld, name: string, volumeBindingMode: string): Promise<void> {
  await world.kube.create(STORAGE_CLASSES, { metadata: { name }, provisioner: "p", volumeBindingMode } as never);
  while (!world.api.stores.storageClasses.get(name)) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** `maker` is `StatefulSet/name` or `ReplicaSet/name`. */
async function makePod(world: ApiWorld, name: string, claim: string, maker?: string): Promise<void> {
  const [kind, makerName] = maker?.split("/") ?? [];
  const owner = { apiVersion: "apps/v1", kind, name: makerName, uid: "u", controller: true };
  await world.kube.create(PODS, {
    metadata: { ...key(name), ...(maker && { ownerReferences: [owner] }) },
    spec: {
      nodeName: "n1",
      containers: [{ name: "c", image: "i" }],
      volumes: [{ name: "v", persistentVolumeClaim: { claimName: claim } }],
    },
  } as never);
}

function notebookOn(claim: string) {
  const { spec } = exampleNotebook({
    spec: {
      containers: [{ name: "train", image: "i", volumeMounts: [{ name: "w", mountPath: "/data", readOnly: true }] }],
      volumes: [{ name: "w", persistentVolumeClaim: { claimName: claim } }],
    },
  });
  return { metadata: key("train"), spec };
}

Deno.test("createVolume makes a claim as asked, which says that it waits for its first use", async () => {
  await using world = await startWorld();
  await makeClass(world, "slow", "WaitForFirstConsumer");
  const input = { name: "data.v2", size: "1024Mi", storageClass: "slow", accessMode: "MANY_NODES" };
  const { volume, errors, revision } = await create(world, "alice", input, { clientToken: "t" });
  assertEquals(errors, []);
  assertEquals([volume.state, volume.explanation.reason], ["WAITING_FOR_FIRST_USE", "VolumeWaitsForUse"]);
  assertEquals([volume.requested.quantity, volume.capacity, volume.accessModes], ["1Gi", null, ["MANY_NODES"]]);
  assertEquals(volume.storageClass, { name: "slow", isDefault: false, bindsOnFirstUse: true });
  assertEquals([volume.creator, volume.usedBy, volume.fileBrowser], ["alice", [], null]);
  const again = await create(world, "alice", input, { clientToken: "t" });
  assertEquals([again.volume.id, again.wasReplayed], [volume.id, true]);
  const seen = await one(world, "bob", "data.v2", revision);
  assertEquals(seen.viewerCan, { browse: { isAllowed: false }, delete: { isAllowed: false } });
});

Deno.test("createVolume answers bad input with typed errors that say where, and makes nothing", async () => {
  await using world = await startWorld();
  await makeClass(world, "slow", "WaitForFirstConsumer");
  const good = { name: "data", size: "1Gi" };
  const cases: [string, Answer, string][] = [
    ["a name with capitals", { ...good, name: "Data" }, "volume.name"],
    ["a size that is none", { ...good, size: "big" }, "volume.size"],
    ["a size of nothing", { ...good, size: "0" }, "volume.size"],
    ["a kind of storage that is not there", { ...good, storageClass: "fast" }, "volume.storageClass"],
  ];
  for (const [what, volume, path] of cases) {
    const { errors } = await create(world, "alice", volume);
    assertEquals(errors.map((each: Answer) => each.path.join(".")), [path], what);
  }
  const { errors: [{ allowed }] } = await create(world, "alice", { ...good, storageClass: "fast" });
  assert(allowed.includes("slow"));
  assertEquals((await create(world, "bob", good)).errors.map((each: Answer) => each.__typename), ["Forbidden"]);
  assertEquals((await create(world, "alice", good, { dryRun: true })).errors, []);
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items, []);
  await create(world, "alice", good);
  const taken = await create(world, "alice", good);
  assertEquals(taken.errors.map((each: Answer) => [each.code, each.path]), [["ALREADY_EXISTS", ["volume", "name"]]]);
});

Deno.test("the list of volumes tells who uses each, without having been written itself", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data", size: "1Gi" });
  await using stream = world.stream("alice", WATCH);
  const until = async (isIt: (volume: Answer) => boolean): Promise<Answer> => {
    const payload = await stream.until(({ data }) => data.volumes.upserted.some(isIt));
    return payload.data.volumes.upserted.find(isIt);
  };
  await until(({ usedBy }) => usedBy.length === 0);
  await world.kube.create(NOTEBOOKS, notebookOn("data"));
  const named = await until(({ usedBy }) => usedBy.length === 1);
  assertEquals(named.usedBy, [{ kind: "Notebook", name: "train", isRunning: false, node: null, readOnly: true }]);
  await makePod(world, "train-0", "data", "StatefulSet/train");
  const running = await until(({ usedBy }) => usedBy[0]?.isRunning);
  assertEquals(running.usedBy, [{ kind: "Notebook", name: "train", isRunning: true, node: "n1", readOnly: true }]);
  await world.kube.create(TENSORBOARDS, { metadata: key("board"), spec: { logspath: "pvc://data/runs" } });
  await makePod(world, "board-5d7f9-x2x4z", "data", "ReplicaSet/board-5d7f9");
  await makePod(world, "foreign", "data");
  const all = await until(({ usedBy }) => usedBy.length === 3 && usedBy[1].isRunning);
  assertEquals(all.usedBy.slice(1), [
    { kind: "Tensorboard", name: "board", isRunning: true, node: "n1", readOnly: true },
    { kind: "Pod", name: "foreign", isRunning: true, node: "n1", readOnly: false },
  ]);
  await world.kube.patch(PODS, key("foreign"), { status: { phase: "Succeeded" } }, {
    type: "merge",
    subresource: "status",
  });
  await until(({ usedBy }) => usedBy.length === 2);
  const status = { phase: "Bound", capacity: { storage: "1Gi" } };
  await world.kube.patch(PERSISTENT_VOLUME_CLAIMS, key("data"), { status }, { type: "merge", subresource: "status" });
  assertEquals((await until(({ state }) => state === "READY")).capacity.quantity, "1Gi");
});

Deno.test("volumes are narrowed to those that nothing names, and ordered by size", async () => {
  await using world = await startWorld();
  for (const [name, size] of [["a", "10Gi"], ["b", "900Mi"], ["c", "2Gi"]]) {
    await create(world, "alice", { name, size });
  }
  await world.kube.create(NOTEBOOKS, notebookOn("c"));
  while (world.api.stores.claims.size < 3 || world.api.stores.notebooks.size < 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const names = async (variables: Answer) =>
    (await world.ask("bob", LIST, variables)).data.volumes.nodes.map((each: Answer) => each.name);
  assertEquals(await names({ orderBy: { by: "SIZE" } }), ["b", "c", "a"]);
  assertEquals(await names({ filter: { isUnused: true } }), ["a", "b"]);
  assertEquals(await names({ filter: { isUnused: false } }), ["c"]);
  assertEquals(await names({ filter: { states: ["LOST"] } }), []);
});

Deno.test("openFileBrowser makes the viewer of a volume, whose address the volume tells; closing removes it", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data", size: "1Gi" });
  const act = async (user: string, name: string, volume: Answer = at("data")) =>
    (await world.ask(user, browser(name), { input: { volume } })).data[name];
  assertEquals((await act("bob", "openFileBrowser")).errors.map((each: Answer) => each.code), ["FORBIDDEN"]);
  assertEquals((await act("alice", "openFileBrowser", at("gone"))).errors.map((each: Answer) => each.code), [
    "NOT_FOUND",
  ]);
  const opened = await act("alice", "openFileBrowser");
  assertEquals([opened.errors, opened.volume.name], [[], "data"]);
  const { spec } = await world.kube.get(PVC_VIEWERS, key("data"));
  assertEquals(spec, { pvc: "data", serviceAccountName: "default-editor", rwoScheduling: false });
  const starting = await one(world, "bob", "data", opened.revision);
  assertEquals([starting.fileBrowser.state, starting.fileBrowser.url, starting.usedBy], ["STARTING", null, []]);
  await using stream = world.stream("alice", WATCH);
  await stream.next();
  const explanation = { reason: "Ready", message: "Ready.", since: "2026-11-23T10:00:00Z" };
  const status = {
    ready: true,
    state: "RUNNING",
    observedGeneration: 1,
    explanation,
    lastStop: { at: "2026-11-23T09:59:00Z", reason: "OutOfMemory", message: "Ran out of memory." },
    url: "/volumes/devices/demo/data/",
  };
  await world.kube.patch(PVC_VIEWERS, key("data"), { status }, { type: "merge", subresource: "status" });
  const told = await stream.until(({ data }) => data.volumes.upserted[0]?.fileBrowser?.url);
  const { url, lastStop } = told.data.volumes.upserted[0].fileBrowser;
  assertEquals(url, "http://127.0.0.1:8081/volumes/devices/demo/data/");
  assertEquals(
    lastStop,
    { at: "2026-11-23T09:59:00.000Z", explanation: { reason: "OutOfMemory" } },
    "why it stopped before",
  );
  assertEquals((await act("alice", "openFileBrowser")).errors, [], "opened twice");
  assertEquals((await act("alice", "closeFileBrowser")).errors, []);
  await stream.until(({ data }) => data.volumes.upserted[0]?.fileBrowser === null);
  assertEquals((await act("alice", "closeFileBrowser")).errors, [], "closed twice");
});

Deno.test("a file browser runs as the namespace's ServiceAccount, and an admin's that is missing is explained", async () => {
  const absent = () => Promise.reject(new ApiError({ code: 404, reason: "NotFound" }));
  const open = async (world: ApiWorld) => {
    await create(world, "alice", { name: "data", size: "1Gi" });
    const answer = await world.ask("alice", browser("openFileBrowser"), { input: { volume: at("data") } });
    return answer.data.openFileBrowser.errors;
  };
  const account = async (world: ApiWorld) => (await world.kube.get(PVC_VIEWERS, key("data"))).spec.serviceAccountName;
  await using bare = await startWorld({
    wrapClient: (client) => ({
      ...clientMethods(client),
      get: (type, key, signal) => key.name === "default-editor" ? absent() : client.get(type, key, signal),
    }),
  });
  assertEquals([await open(bare), await account(bare)], [[], "default"]);
  await using strict = await startWorld({ serviceAccount: "tools" });
  assertEquals(await open(strict), [{
    code: "INVALID",
    message: "Servers here run as the ServiceAccount tools, and demo has none of this name.",
  }]);
  assertEquals((await strict.kube.list(PVC_VIEWERS)).items.length, 0);
});

Deno.test("deleteVolumes is refused with the users' names while anything names the volume", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data", size: "1Gi" });
  await world.kube.create(NOTEBOOKS, notebookOn("data"));
  await world.kube.create(PVC_VIEWERS, { metadata: key("mine"), spec: { pvc: "data", rwoScheduling: false } });
  while (world.api.stores.notebooks.size + world.api.stores.viewers.size < 2) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const { results: [result] } =
    (await world.ask("alice", DELETE, { input: { targets: [at("data")] } })).data.deleteVolumes;
  assertEquals([result.id, result.errors[0].__typename, result.errors[0].code], [null, "VolumeInUse", "IN_USE"]);
  assertEquals(result.errors[0].usedBy, [{ kind: "Notebook", name: "train" }, { kind: "PVCViewer", name: "mine" }]);
  assert(result.errors[0].message.includes("train, mine"));
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items.length, 1);
});

Deno.test("deleteVolumes closes our own viewer first, and takes away nothing as a dry run", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data.v2", size: "1Gi" });
  await world.ask("alice", browser("openFileBrowser"), { input: { volume: at("data.v2") } });
  while (world.api.stores.viewers.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const [{ metadata: { name } }] = (await world.kube.list(PVC_VIEWERS)).items;
  await makePod(world, `pvcviewer-${name}-5d7f9-x2x4z`, "data.v2", `ReplicaSet/pvcviewer-${name}-5d7f9`);
  while (world.api.stores.pods.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const ask = async (user: string, dryRun: boolean) =>
    (await world.ask(user, DELETE, { input: { targets: [at("data.v2")], dryRun } })).data.deleteVolumes.results[0];
  assertEquals((await ask("bob", false)).errors.map((each: Answer) => each.code), ["FORBIDDEN", "FORBIDDEN"]);
  assertEquals((await ask("alice", true)).errors, []);
  assertEquals((await world.kube.list(PVC_VIEWERS)).items.length, 1);
  assertEquals((await ask("alice", false)).errors, []);
  assertEquals((await world.kube.list(PVC_VIEWERS)).items, []);
  // Its pod is still there, so Kubernetes keeps it: that it goes is all that can be said.
  const left = (await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items;
  assert(left.every((each) => each.metadata.deletionTimestamp));
});

Deno.test("who may not list pods is not told who uses a volume, and sees the rest of it", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data", size: "1Gi" });
  const answer = await world.ask("carol", ONE, { name: "data" });
  assertEquals(answer.data.volume, null, "carol may see nothing at all");
  const rules = [{ apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["get"] }];
  const RBAC = "rbac.authorization.k8s.io";
  await world.kube.create({ ...ROLE, plural: "roles", kind: "Role" }, { metadata: key("look"), rules } as never);
  await world.kube.create({ ...ROLE, plural: "rolebindings", kind: "RoleBinding" }, {
    metadata: key("look"),
    roleRef: { apiGroup: RBAC, kind: "Role", name: "look" },
    subjects: [{ apiGroup: RBAC, kind: "User", name: "carol" }],
  } as never);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const { data, errors } = await world.ask("carol", ONE, { name: "data" });
  assertEquals([data.volume.name, data.volume.usedBy], ["data", null]);
  assertEquals(errors.map((each: Answer) => [each.path, each.extensions.code]), [[["volume", "usedBy"], "FORBIDDEN"]]);
});

Deno.test("events of a volume are its own and those of its file browser; a log it has none", async () => {
  await using world = await startWorld();
  await create(world, "alice", { name: "data", size: "1Gi" });
  await world.ask("alice", browser("openFileBrowser"), { input: { volume: at("data") } });
  while (world.api.stores.viewers.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  const about = [
    ["PersistentVolumeClaim", "data"],
    ["PVCViewer", "data"],
    ["Pod", "pvcviewer-data-5d7f9-x2x4z"],
    ["PersistentVolumeClaim", "other"],
  ];
  for (const [index, [kind, name]] of about.entries()) {
    await world.kube.create(EVENTS, {
      metadata: { name: `e${index}`, namespace: "demo" },
      involvedObject: { kind, name, namespace: "demo" },
      reason: "Something",
      lastTimestamp: new Date().toISOString(),
    } as never);
  }
  const of = { volume: key("data") };
  await using stream = world.stream(
    "bob",
    "subscription($of: ResourceTarget!) { events(of: $of) { upserted { name } } }",
    { of },
  );
  const told: string[] = [];
  while (told.length < 3) told.push(...(await stream.next()).data.events.upserted.map((each: Answer) => each.name));
  assertEquals(told, ["data", "data", "pvcviewer-data-5d7f9-x2x4z"]);
  await using log = world.stream("alice", "subscription($of: ResourceTarget!) { logs(of: $of) { text } }", { of });
  assertEquals((await log.next()).errors[0].extensions.code, "INVALID");
});

Deno.test("the list of volumes tells at once that storage could not be made, and why", async () => {
  await using world = await startWorld();
  await makeClass(world, "slow", "Immediate");
  await create(world, "alice", { name: "data", size: "1Gi", storageClass: "slow" });
  await using stream = world.stream("alice", WATCH);
  await stream.until(({ data }) => data.volumes.upserted[0]?.state === "PROVISIONING");
  await world.kube.create(EVENTS, {
    metadata: { name: "e", namespace: "demo" },
    involvedObject: { kind: "PersistentVolumeClaim", name: "data", namespace: "demo" },
    reason: "ProvisioningFailed",
    message: "no space left",
    type: "Warning",
    lastTimestamp: new Date().toISOString(),
  } as never);
  const told = await stream.until(({ data }) => data.volumes.upserted[0]?.state === "FAILED");
  assertEquals(told.data.volumes.upserted[0].explanation.reason, "VolumeNotMade");
});

const ROLE = { group: "rbac.authorization.k8s.io", version: "v1", namespaced: true };

Deno.test("a namespace tells the kinds of storage, the default first", async () => {
  await using world = await startWorld();
  await makeClass(world, "a-first", "Immediate");
  const query = `{ namespace(name: "demo") { storageClasses { name isDefault } can { createVolume { isAllowed } } } }`;
  const { storageClasses, can } = (await world.ask("alice", query)).data.namespace;
  assert(can.createVolume.isAllowed);
  assert(storageClasses.length >= 2);
  assertEquals(
    storageClasses.map((each: Answer) => each.isDefault),
    storageClasses.map((_: Answer, i: number) => i === 0),
  );
  assertEquals((await world.ask("bob", `{ namespace(name: "team") { name } }`)).data.namespace, null);
});
