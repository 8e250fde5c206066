import { assert, assertEquals } from "@std/assert";
import {
  APPLIED_GENERATION_ANNOTATION,
  EVENTS,
  isConflict,
  isNotFound,
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  STATEFUL_SETS,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { NAMESPACE, startKindsWorld } from "./kinds_world.ts";

const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const KEY = { namespace: NAMESPACE, name: "train" };

/** Writes as Kubeflow's controller does, which knows nothing of our annotation and our part of the status. */
function startOldController(admin: KubeClient) {
  const over = new AbortController();
  const undone = { annotation: 0, status: 0 };
  const options = { type: "merge", fieldManager: "notebook-controller" } as const;
  const once = async () => {
    const set = await admin.get(STATEFUL_SETS, KEY);
    if (set.metadata.annotations?.[APPLIED_GENERATION_ANNOTATION]) {
      const annotations = { [APPLIED_GENERATION_ANNOTATION]: null };
      await admin.patch(STATEFUL_SETS, KEY, { metadata: { annotations } }, options);
      undone.annotation++;
    }
    const { status } = await admin.get(NOTEBOOKS, KEY);
    if (status?.state) {
      const { readyReplicas } = status;
      const theirs = { readyReplicas, conditions: [], state: null, explanation: null, observedGeneration: null };
      await admin.patch(NOTEBOOKS, KEY, { status: theirs }, { ...options, subresource: "status" });
      undone.status++;
    }
  };
  const finished = (async () => {
    while (!over.signal.aborted) {
      await once().catch((error) => isNotFound(error) || isConflict(error) || Promise.reject(error));
      await sleep(50);
    }
  })();
  return { undone, stop: () => (over.abort(), finished) };
}

Deno.test("beside an old controller that keeps writing there is no war, and it is said", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin } = world;
  await world.startController();
  const containers = [{ name: "train", image: "example.org/jupyter" }];
  await admin.create(NOTEBOOKS, { metadata: KEY, spec: { template: { spec: { containers } } } } as Notebook);
  const isRunning = async () => (await admin.get(NOTEBOOKS, KEY)).status?.state === "RUNNING";
  await waitFor("it runs", isRunning, PATIENCE);
  const old = startOldController(admin);

  await t.step("an Event names what is left to the other", async () => {
    await waitFor("Events of it", async () => {
      const { items } = await admin.list(EVENTS, { namespace: NAMESPACE });
      const found = items.filter((each) => each.reason === "AnotherController").map((each) => each.message ?? "");
      return ["StatefulSet", "Status"].every((what) => found.some((each) => each.includes(`written to ${what}`)));
    }, PATIENCE);
  });

  await t.step("then nobody writes any more", async () => {
    await sleep(1_000);
    const before = { ...old.undone };
    const versions = async () =>
      (await Promise.all([admin.get(STATEFUL_SETS, KEY), admin.get(NOTEBOOKS, KEY)])).map((each) =>
        each.metadata.resourceVersion
      );
    const first = await versions();
    await sleep(3_000);
    assertEquals(await versions(), first);
    assertEquals(old.undone, before);
    assert(before.annotation <= 3, `${before.annotation} corrections of the StatefulSet`);
    assert(before.status <= 12, `${before.status} corrections of the status`);
  });

  await t.step("an edit of the spec is applied all the same, and once the other is gone it stands", async () => {
    await old.stop();
    const [tool] = containers;
    const spec = { template: { spec: { containers: [{ ...tool, image: "example.org/other" }] } } };
    await admin.patch(NOTEBOOKS, KEY, { spec }, { type: "merge" });
    await waitFor("the StatefulSet is corrected", async () => {
      const { metadata } = await admin.get(STATEFUL_SETS, KEY);
      return metadata.annotations?.[APPLIED_GENERATION_ANNOTATION] !== undefined;
    }, PATIENCE);
    await waitFor("it says how it is again", isRunning, PATIENCE);
    const { status } = await admin.get(NOTEBOOKS, KEY);
    assertEquals(status?.conditions.filter((each) => each.type === "AnotherController"), []);
  });
});
