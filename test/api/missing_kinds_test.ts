import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseAll } from "@std/yaml";
import {
  CUSTOM_RESOURCE_DEFINITIONS,
  type CustomResourceDefinition,
  PERSISTENT_VOLUME_CLAIMS,
  type Tensorboard,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { type ApiWorld, startWorld } from "./api_world.ts";

const PATIENCE = { timeoutMs: 15_000, everyMs: 50 };
const LIST = `{ tensorboards(namespace: "demo") { nodes { name } } }`;
const ONE = `{ tensorboard(namespace: "demo", name: "runs") { name } }`;
const WATCH = `subscription { tensorboards(namespace: "demo") { reset upserted { name } } }`;
const CREATE = `mutation($input: CreateTensorboardInput!) {
  createTensorboard(input: $input) { tensorboard { name } errors { ... on UserError { message } } }
}`;
const STOP = `mutation($input: ActionInput!) {
  stopTensorboards(input: $input) { results { errors { ... on UserError { message } } } }
}`;
const DELETE = `mutation($input: DeleteInput!) {
  deleteTensorboards(input: $input) { results { errors { ... on UserError { message } } } }
}`;
const BROWSE = `mutation($input: FileBrowserInput!) {
  openFileBrowser(input: $input) { errors { ... on UserError { message } } }
}`;
const WORDS =
  "Tensorboard is not installed: the CRD tensorboards.tensorboard.kubeflow.org does not serve v1alpha1. Ask your admin to install it.";

async function readyz({ api }: ApiWorld): Promise<{ status: number; text: string }> {
  const response = await api.handler(new Request("http://127.0.0.1/readyz"));
  return { status: response.status, text: await response.text() };
}

async function install({ kube }: ApiWorld, file: string): Promise<void> {
  const text = await Deno.readTextFile(new URL(`../../crds/${file}.yaml`, import.meta.url));
  for (const each of parseAll(text) as CustomResourceDefinition[]) await kube.create(CUSTOM_RESOURCE_DEFINITIONS, each);
}

Deno.test("a kind that is not installed keeps no other from being shown, is said, and lives once it is", async (t) => {
  await using world = await startWorld({ without: ["tensorboards", "poddefaults", "pvcviewers"] });
  const { kube } = world;
  await kube.create(PERSISTENT_VOLUME_CLAIMS, {
    metadata: { name: "data", namespace: "demo" },
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
  } as never);

  await t.step("it is ready, and says what is missing", async () => {
    const { status, text } = await readyz(world);
    assertEquals(status, 200);
    for (const kind of ["Tensorboard", "PodDefault", "PVCViewer"]) {
      assertStringIncludes(text, `${kind} is not installed`);
    }
    const { data, errors } = await world.ask("alice", `{ notebooks(namespace: "demo") { nodes { name } } }`);
    assertEquals([data?.notebooks.nodes, errors], [[], undefined]);
    const volumes = await world.ask("alice", `{ volumes(namespace: "demo") { nodes { name } } }`);
    assertEquals(volumes.data?.volumes.nodes, [{ name: "data" }], JSON.stringify(volumes));
  });

  await t.step("whatever is asked of the kind names the CRD", async () => {
    const target = { namespace: "demo", name: "runs" };
    const sources = [{ from: { objectStore: { url: "s3://bucket" } } }];
    const answers = [
      await world.ask("alice", LIST),
      await world.ask("alice", ONE),
      await world.ask("alice", CREATE, { input: { ...target, sources } }),
      await world.ask("alice", STOP, { input: { targets: [{ at: target }] } }),
      await world.ask("alice", DELETE, { input: { targets: [{ at: target }] } }),
    ];
    for (const { errors } of answers) {
      assertEquals(errors?.map((each: { message: string }) => each.message), [WORDS]);
      assertEquals(errors[0].extensions.code, "NOT_INSTALLED");
    }
    const watched = await world.stream("alice", WATCH).next();
    assertEquals(watched?.errors?.[0].message, WORDS);
    const browsed = await world.ask("alice", BROWSE, {
      input: { volume: { at: { namespace: "demo", name: "data" } } },
    });
    assertStringIncludes(browsed.errors?.[0].message, "the CRD pvcviewers.kubeflow.org does not serve v1alpha1");
  });

  await t.step("installed later, it is shown", async () => {
    await install(world, "tensorboard.kubeflow.org_tensorboards");
    await waitFor("nothing is said of it", async () => !(await readyz(world)).text.includes("Tensorboard"), PATIENCE);
    await kube.create(TENSORBOARDS, {
      metadata: { namespace: "demo", name: "runs" },
      spec: { logspath: "s3://bucket" },
    } as Tensorboard);
    await waitFor("it is listed", async () => {
      const { data } = await world.ask("alice", LIST);
      return data?.tensorboards.nodes[0]?.name === "runs";
    }, PATIENCE);
    const { data } = await world.stream("alice", WATCH).next() ?? {};
    assertEquals(data?.tensorboards.upserted, [{ name: "runs" }]);
  });
});

Deno.test("without any kind of ours the api waits for one", async () => {
  await using world = await startWorld({
    without: ["notebooks", "tensorboards", "poddefaults", "pvcviewers"],
    isImpatient: true,
  });
  await waitFor(
    "it says what is missing",
    async () => (await readyz(world)).text.includes("Notebook is not"),
    PATIENCE,
  );
  assertEquals((await readyz(world)).status, 503);
  await install(world, "kubeflow.org_notebooks");
  await waitFor("it is ready", async () => (await readyz(world)).status === 200, PATIENCE);
  assert(world.api.isReady());
});
