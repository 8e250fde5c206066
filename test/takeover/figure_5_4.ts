/** The object of the thesis' figure 5.4: a notebook of the oldest version, stopped from birth. */
import { assert, assertEquals } from "@std/assert";
import figure from "../fixtures/thesis-figure-5.4.json" with { type: "json" };
import {
  type KubeClient,
  type KubeObject,
  type Notebook,
  NOTEBOOKS,
  PODS,
  type ResourceType,
  STATEFUL_SETS,
  STOPPED_ANNOTATION,
} from "../../kube/mod.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";

/** Its claim, which is there before it. */
export const FIGURE_CLAIM = "workspace-figure";

const OLDEST: ResourceType<Notebook> = { ...NOTEBOOKS, version: "v1alpha1" };
const NEW_POD_MS = 1_500;
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };

/** Where it is created, and what runs its pod. */
export interface FigureWorld {
  client: KubeClient;
  namespace: string;
  /** Says of its pod that it runs, where nobody else does. */
  runPod?(): Promise<void>;
}

/** Creates it with the status that it was shown with, as far as the schema takes it. */
export async function createFigure({ client, namespace }: FigureWorld): Promise<void> {
  const { status, ...wish } = structuredClone(figure) as unknown as KubeObject & { status: unknown };
  wish.metadata.namespace = namespace;
  // An apiserver drops a status that comes with a new object.
  await client.create(OLDEST, { ...wish, status } as unknown as Notebook);
}

/** Asserts what users see of it: accepted, without a pod, stopped since then; and that it starts. */
export async function checkFigure(t: Deno.TestContext, world: FigureWorld): Promise<void> {
  const { client, namespace } = world;
  const key = { namespace, name: figure.metadata.name };
  const get = () => client.get(NOTEBOOKS, key);

  await t.step("it is accepted, in every version, and shown as stopped since then", async () => {
    const found = await waitFor("it is stopped", async () => {
      const found = await get();
      return found.status?.state === "STOPPED" && found;
    }, PATIENCE);
    assertEquals(found.status!.explanation!.since, "2019-09-03T16:30:59Z");
    assertEquals(found.status!.readyReplicas, 0);
    const ready = found.status!.conditions.find(({ type }) => type === "Ready");
    assertEquals([ready?.status, ready?.reason], ["False", "Stopped"]);
    for (const version of ["v1beta1", "v1alpha1"]) {
      const { spec } = await client.get({ ...NOTEBOOKS, version }, key);
      assertEquals(spec, found.spec);
    }
    const { containers, ...rest } = figure.spec.template.spec;
    assertEquals(found.spec.template.spec, { ...rest, containers } as never, "nothing is pruned");
  });

  await t.step("no pod is made", async () => {
    await sleep(NEW_POD_MS);
    const { items } = await client.list(PODS, { namespace });
    assertEquals(items.filter(({ metadata }) => metadata.name.startsWith(key.name)), []);
    assertEquals((await client.get(STATEFUL_SETS, key)).spec?.replicas, 0);
  });

  await t.step("it starts", async () => {
    await client.patch(NOTEBOOKS, key, { metadata: { annotations: { [STOPPED_ANNOTATION]: null } } }, {
      type: "merge",
    });
    await waitFor("its pod", async () => await client.get(PODS, { namespace, name: `${key.name}-0` }), PATIENCE);
    await world.runPod?.();
    const { status } = await waitFor("it runs", async () => {
      const found = await get();
      return found.status?.state === "RUNNING" && found;
    }, PATIENCE);
    assertEquals(status!.conditions.filter(({ type }) => type === "Terminated"), []);
    const { spec } = await client.get(PODS, { namespace, name: `${key.name}-0` });
    const [container] = spec!.containers;
    assertEquals(container.resources?.requests, { cpu: "500m", memory: "1Gi" });
    assertEquals(spec!.serviceAccountName, "default-editor");
    for (const { name, mountPath } of figure.spec.template.spec.containers[0].volumeMounts) {
      assert(container.volumeMounts?.some((each) => each.name === name && each.mountPath === mountPath), mountPath);
    }
    assertEquals(spec!.volumes?.find(({ name }) => name === "dshm")?.emptyDir?.medium, "Memory");
  });
}
