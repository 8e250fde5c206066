import { assert, assertEquals } from "@std/assert";
import { ApiError, type KubeClient, NOTEBOOKS, PERSISTENT_VOLUME_CLAIMS } from "../../kube/mod.ts";
import { type Answer, clientMethods, pause, startWorld } from "./api_world.ts";

const WATCH = 'subscription { notebooks(namespace: "demo") { reset inSync staleSince upserted { name } } }';
const CREATE = `mutation($input: CreateNotebookInput!) {
  createNotebook(input: $input) {
    notebook { name } wasReplayed
    errors { __typename ... on UserError { code message nextStep } ... on PartlyDone { leftovers { kind name } } }
  }
}`;
const input = { namespace: "demo", name: "one" };

Deno.test("while the apiserver is away streams stay and say since when; they go on when it is back", async () => {
  await using world = await startWorld();
  await using stream = world.stream("alice", WATCH);
  assertEquals((await stream.next()).data.notebooks.staleSince, null);
  world.network.cut();
  const stale = await stream.until((payload) => payload.data.notebooks.staleSince !== null);
  assertEquals(stale.data.notebooks.reset, null);
  const query = await world.ask("alice", CREATE, { input });
  assertEquals(query.errors[0].extensions.code, "UNAVAILABLE");
  world.network.isCut = false;
  const healthy = await stream.until((payload) => payload.data.notebooks.staleSince === null);
  assertEquals(healthy.data.notebooks.inSync, true);
  assertEquals((await world.ask("alice", CREATE, { input })).data.createNotebook.errors, []);
  await stream.until((payload) => payload.data.notebooks.upserted[0]?.name === "one");
});

Deno.test("an api that starts before its apiserver answers at once, and is ready when it is there", async () => {
  await using world = await startWorld({ startsCut: true });
  const status = async () => (await world.api.handler(new Request("http://localhost/readyz"))).status;
  assertEquals(await status(), 503);
  assertEquals((await world.ask("alice", "{ viewer { name } }")).data.viewer.name, "alice");
  const list = await world.ask("alice", '{ notebooks(namespace: "demo") { totalCount } }');
  assertEquals(list.errors[0].extensions.code, "UNAVAILABLE");
  world.network.isCut = false;
  for (let i = 0; i < 300 && await status() !== 200; i++) await pause(20);
  assertEquals(await status(), 200);
});

/** A client whose real creation of notebooks fails; dry runs pass. */
const withoutNotebooks = (failure: () => Error) => (client: KubeClient): KubeClient => ({
  ...clientMethods(client),
  create: (type, object, options) =>
    type.plural === "notebooks" && !options?.dryRun ? Promise.reject(failure()) : client.create(type, object, options),
});

Deno.test("when the notebook is refused after its claim was made, the claim is removed again", async () => {
  const message = 'admission webhook "late.example" denied the request: not today';
  const wrapClient = withoutNotebooks(() => new ApiError({ code: 403, message }));
  await using world = await startWorld({ wrapClient });
  const { errors } = (await world.ask("alice", CREATE, { input })).data.createNotebook;
  assertEquals(errors.map((each: Answer) => each.__typename), ["PolicyRefusal"]);
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items, []);
});

Deno.test("when a second claim is refused, the first one is removed again and nothing is made", async () => {
  const wrapClient = (client: KubeClient): KubeClient => ({
    ...clientMethods(client),
    create: (type, object, options) =>
      object.metadata?.name === "data" && !options?.dryRun
        ? Promise.reject(new ApiError({ code: 403, message: "exceeded quota: small, requested: storage=1Gi" }))
        : client.create(type, object, options),
  });
  await using world = await startWorld({ wrapClient });
  const dataVolumes = [{ mountPath: "/data", from: { new: { name: "data", size: "1Gi" } } }];
  const answer = await world.ask("alice", CREATE, { input: { ...input, spec: { dataVolumes } } });
  assertEquals(answer.data.createNotebook.errors.map((each: Answer) => each.code), ["QUOTA_EXCEEDED"]);
  assertEquals((await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items, []);
  assertEquals((await world.kube.list(NOTEBOOKS)).items, []);
});

Deno.test("when the claim cannot be removed again either, what is left over is told with a next step", async () => {
  const wrapClient = (client: KubeClient): KubeClient => ({
    ...withoutNotebooks(() => new TypeError("gone", { cause: new Error("reset") }))(client),
    delete: () => Promise.reject(new ApiError({ code: 500, message: "no" })),
  });
  await using world = await startWorld({ wrapClient });
  const { errors } = (await world.ask("alice", CREATE, { input })).data.createNotebook;
  assertEquals(errors.map((each: Answer) => [each.__typename, each.leftovers]), [
    ["PartlyDone", [{ kind: "PersistentVolumeClaim", name: "one-workspace" }]],
  ]);
  assert(errors[0].nextStep);
});

Deno.test("a create whose answer was lost is found again by its token: nothing is made twice", async () => {
  let isLost = true;
  const wrapClient = (client: KubeClient): KubeClient => ({
    ...clientMethods(client),
    async create(type, object, options) {
      const made = await client.create(type, object, options);
      if (type.plural !== "notebooks" || options?.dryRun || !isLost) return made;
      isLost = false;
      throw new TypeError("connection reset", { cause: new Error("reset") });
    },
  });
  await using world = await startWorld({ wrapClient });
  const withToken = { ...input, clientToken: "t" };
  const first = await world.ask("alice", CREATE, { input: withToken });
  assertEquals(first.errors[0].extensions.code, "UNAVAILABLE");
  const again = (await world.ask("alice", CREATE, { input: withToken })).data.createNotebook;
  assertEquals([again.errors, again.wasReplayed], [[], true]);
  assertEquals((await world.kube.list(NOTEBOOKS)).items.length, 1);
  const claims = (await world.kube.list(PERSISTENT_VOLUME_CLAIMS)).items.map((each) => each.metadata.name);
  assertEquals(claims, ["one-workspace"], "a claim in use is not taken back");
});
