import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { NOTEBOOKS, PERSISTENT_VOLUME_CLAIMS, POD_DEFAULTS } from "../../kube/mod.ts";
import { type Answer, type ApiWorld, startWorld } from "./api_world.ts";

const CREATE = `mutation($input: CreateNotebookInput!) {
  createNotebook(input: $input) {
    notebook { id name namespace state creator image { reference displayName } resources { cpu { value } memory { quantity } }
      volumes { claim mountPath isWorkspace } containers serverType explanation { reason message } }
    wasReplayed revision
    errors { __typename ... on UserError { code message nextStep path }
      ... on AlreadyExists { suggestion } ... on FieldError { allowed } ... on Forbidden { verb resource namespace }
      ... on PartlyDone { leftovers { kind name } } }
  }
}`;

async function create(world: ApiWorld, user: string, input: Answer): Promise<Answer> {
  const answer = await world.ask(user, CREATE, { input });
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.createNotebook;
}

Deno.test("createNotebook makes the claim and the notebook as Kubeflow's form does, with the admin's defaults", async () => {
  await using world = await startWorld();
  const { notebook, errors, wasReplayed, revision } = await create(world, "alice", { namespace: "demo", name: "one" });
  assertEquals([errors, wasReplayed], [[], false]);
  assert(revision);
  assertEquals(notebook.state, "STARTING");
  assertEquals(notebook.creator, "alice");
  assertEquals(notebook.image.displayName, "JupyterLab");
  assertEquals(notebook.resources, { cpu: { value: 0.5 }, memory: { quantity: "1Gi" } });
  assertEquals(notebook.volumes, [{ claim: "one-workspace", mountPath: "/home/jovyan", isWorkspace: true }]);
  assertEquals(notebook.containers, ["one"]);
  const claim = await world.kube.get(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "one-workspace" });
  assertEquals(claim.metadata.labels?.["atelier.dev/made-for-notebook"], "one");
  assertEquals(claim.metadata.ownerReferences, undefined);
  assertEquals(claim.spec?.resources?.requests, { storage: "10Gi" });
  const stored = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(stored.metadata.labels?.app, "one");
});

Deno.test("createNotebook answers bad input with typed errors that say where and what to do, and makes nothing", async () => {
  await using world = await startWorld();
  const cases: [string, Answer, string[]][] = [
    ["a name with capitals", { name: "Train" }, ["name"]],
    ["a name of 53 characters", { name: "a".repeat(53) }, ["name"]],
    ["a quantity that is none", { spec: { cpu: "half" } }, ["spec", "cpu"]],
    ["a quantity of nothing", { spec: { memory: "0" } }, ["spec", "memory"]],
    ["a negative quantity", { spec: { cpu: "-1" } }, ["spec", "cpu"]],
    ["a limit below the request", { spec: { cpu: "2", cpuLimit: "1" } }, ["spec", "cpuLimit"]],
    ["an image that is none", { spec: { image: "no such image!" } }, ["spec", "image"]],
    ["a kind of server that is not offered", { spec: { serverType: "GROUP_TWO" } }, ["spec", "serverType"]],
    ["a relative path", {
      spec: { workspace: { mountPath: "home", from: { new: { name: "w", size: "1Gi" } } } },
    }, ["spec", "workspace", "mountPath"]],
    ["a size that is none", {
      spec: { workspace: { mountPath: "/home/jovyan", from: { new: { name: "w", size: "big" } } } },
    }, ["spec", "workspace", "from", "new", "size"]],
    ["an accelerator that is not offered", { spec: { accelerator: { resource: "x.com/y", count: 1 } } }, [
      "spec",
      "accelerator",
      "resource",
    ]],
    ["less than no accelerator", { spec: { accelerator: { resource: "nvidia.com/gpu", count: -1 } } }, [
      "spec",
      "accelerator",
      "count",
    ]],
    ["two volumes at one place", {
      spec: { dataVolumes: [{ mountPath: "/home/jovyan/", from: { new: { name: "d", size: "1Gi" } } }] },
    }, ["spec", "dataVolumes", "0", "mountPath"]],
    ["two new volumes of one name", {
      spec: { dataVolumes: [{ mountPath: "/data", from: { new: { name: "bad-workspace", size: "1Gi" } } }] },
    }, ["spec", "dataVolumes", "0", "from", "new", "name"]],
    ["a kind of storage that is not there", {
      spec: { dataVolumes: [{ mountPath: "/data", from: { new: { name: "d", size: "1Gi", storageClass: "fast" } } }] },
    }, ["spec", "dataVolumes", "0", "from", "new", "storageClass"]],
    ["a configuration that is not there", { spec: { configurations: ["gone"] } }, ["spec", "configurations", "0"]],
    ["a volume that does not exist", {
      spec: { workspace: { mountPath: "/home/jovyan", from: { existing: "gone" } } },
    }, ["spec", "workspace", "from", "existing"]],
  ];
  for (const [what, input, path] of cases) {
    const { notebook, errors } = await create(world, "alice", { namespace: "demo", name: "bad", ...input });
    assertEquals(notebook, null, what);
    assertEquals(errors.map((each: Answer) => each.path), [path], what);
    assert(errors[0].message.length > 10, what);
  }
  assertEquals((await world.kube.list(NOTEBOOKS)).items, []);
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items, []);
});

Deno.test("createNotebook says Forbidden to one who may only look, and makes nothing", async () => {
  await using world = await startWorld();
  const { errors } = await create(world, "bob", { namespace: "demo", name: "bobs" });
  assertEquals(errors.map((each: Answer) => [each.__typename, each.verb, each.resource, each.namespace]), [
    ["Forbidden", "create", "notebooks.kubeflow.org", "demo"],
    ["Forbidden", "create", "persistentvolumeclaims", "demo"],
  ]);
  assertEquals((await world.kube.list(NOTEBOOKS)).items, []);
});

Deno.test("createNotebook says AlreadyExists for a taken name and keeps no new claim", async () => {
  await using world = await startWorld();
  await create(world, "alice", { namespace: "demo", name: "one" });
  const workspace = { mountPath: "/home/jovyan", from: { new: { name: "other", size: "1Gi" } } };
  const { errors } = await create(world, "alice", { namespace: "demo", name: "one", spec: { workspace } });
  assertEquals(errors.map((each: Answer) => [each.code, each.path]), [["ALREADY_EXISTS", ["name"]]]);
  const claims = (await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items.map((each) => each.metadata.name);
  assertEquals(claims, ["one-workspace"]);
});

Deno.test("createNotebook offers an existing claim that nothing uses, and takes it when asked", async () => {
  await using world = await startWorld();
  await world.kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "one-workspace", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "10Gi" } } },
  } as never);
  const { errors } = await create(world, "alice", { namespace: "demo", name: "one" });
  assertEquals(errors.map((each: Answer) => [each.path.join("."), each.suggestion]), [
    ["spec.workspace.from.new.name", "one-workspace"],
  ]);
  const workspace = { mountPath: "/home/jovyan", from: { existing: errors[0].suggestion } };
  const again = await create(world, "alice", { namespace: "demo", name: "one", spec: { workspace } });
  assertEquals(again.errors, []);
  assertEquals(again.notebook.volumes[0].claim, "one-workspace");
});

Deno.test("createNotebook as a dry run checks everything and makes nothing", async () => {
  await using world = await startWorld();
  const { notebook, errors, revision } = await create(world, "alice", { namespace: "demo", name: "dry", dryRun: true });
  assertEquals([notebook, errors, revision], [null, [], null]);
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items, []);
});

Deno.test("createNotebook with a token sent twice at once and once more later is one notebook", async () => {
  await using world = await startWorld();
  const input = { namespace: "demo", name: "one", clientToken: "t-1" };
  const twins = await Promise.all([create(world, "alice", input), create(world, "alice", input)]);
  const later = await create(world, "alice", input);
  const ids = new Set([...twins, later].map((each) => each.notebook.id));
  assertEquals(ids.size, 1);
  assertEquals(twins.filter((each) => each.wasReplayed).length, 1);
  assertEquals(later.wasReplayed, true);
  const other = await create(world, "alice", { ...input, name: "two" });
  assertEquals(other.errors.map((each: Answer) => each.code), ["TOKEN_REUSED"]);
  assertEquals((await world.kube.list(NOTEBOOKS)).items.length, 1);
});

Deno.test("createNotebook with a token goes on after a crash between claim and notebook", async () => {
  await using world = await startWorld();
  const input = { namespace: "demo", name: "one", clientToken: "t-1" };
  await create(world, "alice", input);
  await world.kube.delete(NOTEBOOKS, { namespace: "demo", name: "one" });
  while (world.api.stores.notebooks.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const again = await create(world, "alice", input);
  assertEquals([again.errors, again.wasReplayed], [[], false]);
  assertStringIncludes(again.notebook.volumes[0].claim, "one-workspace");
});

Deno.test("createNotebook mounts data volumes, asks for a GPU and chooses configurations; the form offers what it takes", async () => {
  await using world = await startWorld();
  await world.kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "shared", namespace: "demo" },
    spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "1Gi" } } },
  } as never);
  const labels = { "access-token": "true" };
  await world.kube.create(POD_DEFAULTS, {
    metadata: { name: "token", namespace: "demo" },
    spec: {
      desc: "Access to the platform",
      selector: { matchLabels: labels },
      env: [{ name: "TOKEN", value: "secret" }],
    },
  } as never);
  await world.kube.create(POD_DEFAULTS, {
    metadata: { name: "odd", namespace: "demo" },
    spec: { selector: { matchLabels: { statefulset: "x" } } },
  } as never);
  while (world.api.stores.podDefaults.size < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const query = `{ notebookForm(namespace: "demo") {
    cpu { default { quantity } limitFactor } accelerators { options { resource displayName } } sharedMemory { default }
    workspace { defaults { namePattern mountPath size { quantity } } }
    configurations { options { key description additions { kind name } unavailableReason } } } }`;
  const { notebookForm } = (await world.ask("alice", query)).data;
  assertEquals(notebookForm.accelerators.options[0], { resource: "nvidia.com/gpu", displayName: "NVIDIA GPU" });
  assertEquals(notebookForm.sharedMemory, { default: true });
  assertEquals(notebookForm.workspace.defaults[0].namePattern, "{notebook-name}-workspace");
  const [odd, token] = notebookForm.configurations.options;
  assertEquals(token, {
    key: "token",
    description: "Access to the platform",
    additions: [{ kind: "ENVIRONMENT", name: "TOKEN" }],
    unavailableReason: null,
  });
  assert(odd.unavailableReason.includes("statefulset"));
  const { errors, notebook } = await create(world, "alice", {
    namespace: "demo",
    name: "one",
    spec: {
      accelerator: { resource: "nvidia.com/gpu", count: 1 },
      dataVolumes: [
        { mountPath: "/data", readOnly: true, from: { existing: "shared" } },
        { mountPath: "/scratch", from: { new: { name: "scratch", size: "5Gi", accessMode: "MANY_NODES" } } },
      ],
      configurations: ["token"],
    },
  });
  assertEquals(errors, []);
  assertEquals(notebook.volumes.map((each: Answer) => [each.claim, each.mountPath, each.isWorkspace]), [
    ["one-workspace", "/home/jovyan", true],
    ["shared", "/data", false],
    ["scratch", "/scratch", false],
  ]);
  const { metadata } = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(metadata.labels, { app: "one", ...labels });
  const scratch = await world.kube.get(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "scratch" });
  assertEquals(scratch.metadata.labels, undefined, "data do not go with the notebook");
  const shown = `{ notebook(namespace: "demo", name: "one") { hasSharedMemory configurations
    resources { accelerators { resource displayName count } } } }`;
  while (world.api.stores.notebooks.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals((await world.ask("alice", shown)).data.notebook, {
    hasSharedMemory: true,
    configurations: ["token"],
    resources: { accelerators: [{ resource: "nvidia.com/gpu", displayName: "NVIDIA GPU", count: 1 }] },
  });
});
