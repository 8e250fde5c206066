import { assert, assertEquals } from "@std/assert";
import { readForm } from "../../api/form/read_form.ts";
import type { NotebookFormSettings } from "../../api/notebook_form.ts";
import { NOTEBOOKS, PERSISTENT_VOLUME_CLAIMS, POD_DEFAULTS } from "../../kube/mod.ts";
import { type Answer, type ApiWorld, startWorld } from "./api_world.ts";

const FORM = `{ notebookForm(namespace: "demo") {
  cpu { default { quantity } limitFactor isReadOnly readOnlyReason } memory { isReadOnly readOnlyReason }
  accelerators { options { resource } default { resource count } isReadOnly }
  workspace { defaults { namePattern isExisting size { quantity } accessMode storageClass } isReadOnly }
  dataVolumes { defaults { namePattern mountPath isExisting } isReadOnly }
  configurations { default isReadOnly } sharedMemory { default isReadOnly } problems { path message } } }`;
const CREATE = `mutation($input: CreateNotebookInput!) {
  createNotebook(input: $input) { notebook { name } errors { ... on UserError { code message path nextStep } } }
}`;

const ADMINS = `
spawnerFormDefaults:
  image: {value: "lab:1", options: ["lab:1", "lab:2"]}
  cpu: {value: "2", limitFactor: "1.5", readOnly: true}
  memory: {value: lots}
  gpus: {value: {num: "1", vendors: [{limitsKey: nvidia.com/gpu, uiName: NVIDIA}]}}
  workspaceVolume:
    value:
      mount: /home/jovyan
      newPvc:
        metadata: {name: "{notebook-name}-files"}
        spec: {resources: {requests: {storage: 20Gi}}, accessModes: [ReadWriteMany], storageClassName: fast}
  dataVolumes:
    readOnly: true
    value: [{mount: /data, existingSource: {persistentVolumeClaim: {claimName: shared}}}]
  shm: {value: false, readOnly: true}
  configurations: {value: [access-token]}
  environment: {value: {TEAM: vision}}
  imagePullPolicy: {value: Always}
`;

async function startAdminsWorld(form: () => NotebookFormSettings): Promise<ApiWorld> {
  const world = await startWorld({ notebookForm: form });
  await world.kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "shared", namespace: "demo" },
    spec: { accessModes: ["ReadWriteMany"], resources: { requests: { storage: "1Ti" } } },
  } as never);
  await world.kube.create(POD_DEFAULTS, {
    metadata: { name: "token", namespace: "demo" },
    spec: { desc: "Access", selector: { matchLabels: { "access-token": "true" } } },
  } as never);
  while (world.api.stores.podDefaults.size < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return world;
}

const create = async (world: ApiWorld, spec?: Answer) => {
  const answer = await world.ask("alice", CREATE, { input: { namespace: "demo", name: "one", spec } });
  assertEquals(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data.createNotebook;
};

Deno.test("the form is the admin's, with what of the file has no effect", async () => {
  await using world = await startAdminsWorld(() => readForm(ADMINS));
  const { notebookForm } = (await world.ask("alice", FORM)).data;
  assertEquals(notebookForm, {
    cpu: { default: { quantity: "2" }, limitFactor: 1.5, isReadOnly: true, readOnlyReason: "Set by your admin." },
    memory: { isReadOnly: false, readOnlyReason: null },
    accelerators: {
      options: [{ resource: "nvidia.com/gpu" }],
      default: { resource: "nvidia.com/gpu", count: 1 },
      isReadOnly: false,
    },
    workspace: {
      defaults: [{
        namePattern: "{notebook-name}-files",
        isExisting: false,
        size: { quantity: "20Gi" },
        accessMode: "MANY_NODES",
        storageClass: "fast",
      }],
      isReadOnly: false,
    },
    dataVolumes: { defaults: [{ namePattern: "shared", mountPath: "/data", isExisting: true }], isReadOnly: true },
    configurations: { default: ["token"], isReadOnly: false },
    sharedMemory: { default: false, isReadOnly: true },
    problems: [{ path: ["memory", "value"], message: `"lots" is no amount such as 500m, 2 or 1.5Gi` }],
  });
});

Deno.test("a notebook of which nothing is chosen is as the admin's file says", async () => {
  // The class is not there in this world, so that the dry run would refuse the workspace.
  await using world = await startAdminsWorld(() => readForm(ADMINS.replace(", storageClassName: fast", "")));
  assertEquals((await create(world)).errors, []);
  const { metadata, spec } = await world.kube.get(NOTEBOOKS, { namespace: "demo", name: "one" });
  assertEquals(metadata.labels, { app: "one", "access-token": "true" });
  const { containers: [container], volumes } = spec.template.spec;
  assertEquals([container.image, container.imagePullPolicy], ["lab:1", "Always"]);
  assertEquals(container.env, [{ name: "TEAM", value: "vision" }]);
  assertEquals(container.resources, {
    requests: { cpu: "2", memory: "1Gi" },
    limits: { cpu: "3", "nvidia.com/gpu": "1" },
  });
  assertEquals(volumes?.map((each) => each.persistentVolumeClaim?.claimName), ["one-files", "shared"]);
  const claim = await world.kube.get(PERSISTENT_VOLUME_CLAIMS, { namespace: "demo", name: "one-files" });
  assertEquals(claim.spec?.accessModes, ["ReadWriteMany"]);
});

Deno.test("what the admin has settled is refused by its name, and nothing is made", async () => {
  await using world = await startAdminsWorld(() => readForm(ADMINS));
  const { errors, notebook } = await create(world, {
    cpu: "4",
    sharedMemory: true,
    dataVolumes: [],
    memory: "2Gi",
    hasWorkspace: false,
  });
  assertEquals(notebook, null);
  assertEquals(errors, [
    {
      code: "READ_ONLY",
      message: "The admin has set the CPU of notebooks: cpu cannot be chosen.",
      path: ["spec", "cpu"],
      nextStep: "Leave cpu out.",
    },
    {
      code: "READ_ONLY",
      message: "The admin has set the data volumes of notebooks: dataVolumes cannot be chosen.",
      path: ["spec", "dataVolumes"],
      nextStep: "Leave dataVolumes out.",
    },
    {
      code: "READ_ONLY",
      message: "The admin has set the shared memory of notebooks: sharedMemory cannot be chosen.",
      path: ["spec", "sharedMemory"],
      nextStep: "Leave sharedMemory out.",
    },
  ]);
});

Deno.test("a change of the admin's file has effect on the next question", async () => {
  let file = ADMINS;
  await using world = await startAdminsWorld(() => readForm(file));
  file = "spawnerFormDefaults: {cpu: {value: '8'}}";
  const { cpu, problems } = (await world.ask("alice", FORM)).data.notebookForm;
  assertEquals([cpu.default.quantity, cpu.isReadOnly, problems], ["8", false, []]);
  const { errors } = await create(world, { accelerator: { resource: "nvidia.com/gpu", count: 0 } });
  assert(errors[0].message.includes("not offered"), "no image is offered by this file");
});
