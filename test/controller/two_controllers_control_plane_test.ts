import { assert, assertEquals } from "@std/assert";
import {
  APPLIED_GENERATION_ANNOTATION,
  DEPLOYMENTS,
  EVENTS,
  isConflict,
  isNotFound,
  type KubeClient,
  type KubeObject,
  NOTEBOOKS,
  PVC_VIEWERS,
  type ResourceType,
  STATEFUL_SETS,
  type StatusCondition,
  TENSORBOARDS,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "./kinds_world.ts";

const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const KEY = { namespace: NAMESPACE, name: "train" };

type Tool = KubeObject & { status?: Record<string, unknown> & { state?: string; conditions?: StatusCondition[] } };

/** A kind that two controllers look after. */
interface Contested {
  type: ResourceType<Tool>;
  manager: string;
  workload: ResourceType;
  workloadName: string;
  spec: unknown;
  /** An edit of the spec. */
  edit: unknown;
  /** The status as the old controller writes it, which knows nothing of ours. */
  theirs: Record<string, unknown>;
}

const OURS = { state: null, explanation: null, observedGeneration: null };
const template = (image: string) => ({ template: { spec: { containers: [{ name: "train", image }] } } });
const KINDS: Contested[] = [
  {
    type: NOTEBOOKS as ResourceType as never,
    manager: "notebook-controller",
    ...{ workload: STATEFUL_SETS as ResourceType, workloadName: "train" },
    spec: template("example.org/jupyter"),
    edit: template("example.org/other"),
    theirs: { ...OURS, conditions: [], readyReplicas: 1 },
  },
  {
    type: TENSORBOARDS as ResourceType as never,
    manager: "tensorboard-controller",
    ...{ workload: DEPLOYMENTS as ResourceType, workloadName: "train" },
    spec: { logspath: "s3://bucket/runs" },
    edit: { logspath: "s3://bucket/others" },
    theirs: { ...OURS, conditions: [{ deploymentState: "Available" }], readyReplicas: 1 },
  },
  {
    type: PVC_VIEWERS as ResourceType as never,
    manager: "pvcviewer-controller",
    ...{ workload: DEPLOYMENTS as ResourceType, workloadName: "pvcviewer-train" },
    spec: { pvc: "data" },
    edit: { networking: { targetPort: 8000, timeout: "30s" } },
    theirs: { ...OURS, conditions: [], ready: true },
  },
];

/** Writes as Kubeflow's controller does, which knows nothing of our annotation and our part of the status. */
function startOldController(admin: KubeClient, { type, manager, workload, workloadName, theirs }: Contested) {
  const over = new AbortController();
  const undone = { annotation: 0, status: 0 };
  const options = { type: "merge", fieldManager: manager } as const;
  const child = { namespace: NAMESPACE, name: workloadName };
  const once = async () => {
    const { metadata } = await admin.get(workload, child);
    if (metadata.annotations?.[APPLIED_GENERATION_ANNOTATION]) {
      const annotations = { [APPLIED_GENERATION_ANNOTATION]: null };
      await admin.patch(workload, child, { metadata: { annotations } }, options);
      undone.annotation++;
    }
    const { status } = await admin.get(type, KEY);
    if (status?.state) {
      await admin.patch(type, KEY, { status: theirs }, { ...options, subresource: "status" });
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

for (const contested of KINDS) {
  const { type, workload, workloadName } = contested;
  Deno.test(`beside an old ${contested.manager} that keeps writing there is no war, and it is said`, async (t) => {
    await using world = await startKindsWorld(["n1"]);
    const { admin } = world;
    await makeClaim(admin, "data");
    await world.startController();
    await admin.create(type, { metadata: KEY, spec: contested.spec } as never);
    const isRunning = async () => (await admin.get(type, KEY)).status?.state === "RUNNING";
    await waitFor("it runs", isRunning, PATIENCE);
    const old = startOldController(admin, contested);

    await t.step("an Event names what is left to the other", async () => {
      await waitFor("Events of it", async () => {
        const { items } = await admin.list(EVENTS, { namespace: NAMESPACE });
        const found = items.filter((each) => each.reason === "AnotherController").map((each) => each.message ?? "");
        return [workload.kind, "Status"].every((what) => found.some((each) => each.includes(`written to ${what}`)));
      }, PATIENCE);
    });

    await t.step("then nobody writes any more", async () => {
      await sleep(1_000);
      const before = { ...old.undone };
      const versions = async () =>
        (await Promise.all([
          admin.get(workload, { namespace: NAMESPACE, name: workloadName }),
          admin.get(type, KEY),
        ])).map((each) => each.metadata.resourceVersion);
      const first = await versions();
      await sleep(3_000);
      assertEquals(await versions(), first);
      assertEquals(old.undone, before);
      assert(before.annotation <= 3, `${before.annotation} corrections of the workload`);
      assert(before.status <= 12, `${before.status} corrections of the status`);
    });

    await t.step("an edit of the spec is applied all the same, and once the other is gone it stands", async () => {
      await old.stop();
      await admin.patch(type, KEY, { spec: contested.edit }, { type: "merge" });
      await waitFor("the workload is corrected", async () => {
        const { metadata } = await admin.get(workload, { namespace: NAMESPACE, name: workloadName });
        return metadata.annotations?.[APPLIED_GENERATION_ANNOTATION] !== undefined;
      }, PATIENCE);
      await waitFor("it says how it is again", isRunning, PATIENCE);
      const { status } = await admin.get(type, KEY);
      assertEquals(status?.conditions?.filter((each) => each.type === "AnotherController"), []);
    });
  });
}
