/** What may restart a running notebook, told on whatever Kubernetes: edits that are held, and what lets them through. */
import { assertEquals } from "@std/assert";
import {
  type KubeClient,
  type Notebook,
  NOTEBOOKS,
  type Pod,
  PODS,
  RESTART_ANNOTATION,
  STATEFUL_SETS,
  STOPPED_ANNOTATION,
  UPDATE_POLICY_ANNOTATION,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";

const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const NAME = "held";
/** Long enough for the controller to have done what it must not do. */
const LONG_ENOUGH_MS = 1_000;

/** A cluster with our controller, in which pods run. */
export interface PolicyWorld {
  readonly client: KubeClient;
  readonly namespace: string;
}

/** Goes through it with one notebook. */
export async function tellUpdatePolicy({ client, namespace }: PolicyWorld, t: Deno.TestContext): Promise<void> {
  const key = { namespace, name: NAME };
  const patch = (change: unknown) => client.patch(NOTEBOOKS, key, change, { type: "merge" });
  const annotate = (annotations: Record<string, string | null>) => patch({ metadata: { annotations } });
  const setImage = (image: string) =>
    patch({
      spec: {
        template: { spec: { containers: [{ name: NAME, image, env: [{ name: "NB_PREFIX", value: "/wrong" }] }] } },
      },
    });
  const podNow = (): Promise<Pod | undefined> =>
    client.get(PODS, { namespace, name: `${NAME}-0` }).catch(() => undefined);
  const imageOf = (pod: Pod | undefined) => pod?.spec?.containers[0].image;
  const runsWith = (image: string) =>
    waitFor(`a pod runs with ${image}`, async () => {
      const [{ status }, pod] = await Promise.all([client.get(NOTEBOOKS, key), podNow()]);
      return status?.state === "RUNNING" && imageOf(pod) === image && !pod?.metadata.deletionTimestamp && pod;
    }, PATIENCE);
  const pending = async (): Promise<string | undefined> => {
    const { status } = await client.get(NOTEBOOKS, key);
    return status?.conditions.find((each) => each.type === "RestartPending")?.message;
  };
  const saysPending = (words: string) =>
    waitFor(`the status says that ${words} is pending`, async () => {
      const { status } = await client.get(NOTEBOOKS, key);
      const isSaid = status?.explanation?.message === `Ready; a restart is pending: ${words} changed.`;
      return isSaid && await pending() === `Takes effect at the next start: ${words}.`;
    }, PATIENCE);
  /** Neither the pod nor what it is made from. */
  const isLeftAlone = async (before: Pod, generation: number | undefined) => {
    await sleep(LONG_ENOUGH_MS);
    assertEquals((await podNow())?.metadata.uid, before.metadata.uid);
    assertEquals((await client.get(STATEFUL_SETS, key)).metadata.generation, generation);
  };
  const generationNow = async () => (await client.get(STATEFUL_SETS, key)).metadata.generation;

  const containers = [{ name: NAME, image: "example.org/lab:1", env: [{ name: "NB_PREFIX", value: "/wrong" }] }];
  const metadata = { ...key, annotations: { [UPDATE_POLICY_ANNOTATION]: "on-restart" } };
  await client.create(NOTEBOOKS, { metadata, spec: { template: { spec: { containers } } } } as Notebook);
  const first = await runsWith("example.org/lab:1");

  await t.step("a wrong NB_PREFIX is put right when a pod is made", () => {
    assertEquals(first.spec?.containers[0].env, [{ name: "NB_PREFIX", value: `/notebook/${namespace}/${NAME}` }]);
  });

  await t.step("with on-restart an edit of the spec is held, and said with what differs", async () => {
    const generation = await generationNow();
    await setImage("example.org/lab:2");
    await saysPending("image");
    await isLeftAlone(first, generation);
  });

  await t.step(
    "so are labels and annotations, whatever the policy; taken back, nothing is pending of them",
    async () => {
      const generation = await generationNow();
      await patch({ metadata: { labels: { team: "ml" }, annotations: { "example.org/note": "x" } } });
      await saysPending("annotations, image, labels");
      await isLeftAlone(first, generation);
      await annotate({ "example.org/note": null });
      await saysPending("image, labels");
    },
  );

  await t.step("a restart that is asked for lets all of it through, once", async () => {
    await annotate({ [RESTART_ANNOTATION]: new Date(Date.now() + 1_000).toISOString() });
    const second = await runsWith("example.org/lab:2");
    assertEquals(second.metadata.labels?.team, "ml");
    assertEquals(await pending(), undefined);
    await isLeftAlone(second, await generationNow());
  });

  await t.step("so does a stop and start, with what was edited meanwhile", async () => {
    await setImage("example.org/lab:3");
    await saysPending("image");
    await annotate({ [STOPPED_ANNOTATION]: "2026-11-23T10:00:00Z" });
    await waitFor(
      "it is stopped",
      async () => (await client.get(NOTEBOOKS, key)).status?.state === "STOPPED",
      PATIENCE,
    );
    await setImage("example.org/lab:4");
    await annotate({ [STOPPED_ANNOTATION]: null });
    await runsWith("example.org/lab:4");
  });

  await t.step("without the policy an edit takes effect at once, also one that was held until then", async () => {
    await setImage("example.org/lab:5");
    await saysPending("image");
    await annotate({ [UPDATE_POLICY_ANNOTATION]: null });
    await runsWith("example.org/lab:5");
    await setImage("example.org/lab:6");
    const last = await runsWith("example.org/lab:6");
    const generation = await generationNow();
    await patch({ metadata: { labels: { team: null } } });
    await saysPending("labels");
    await isLeftAlone(last, generation);
  });
}
