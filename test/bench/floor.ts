/** Effects: what no controller can do without, done by a client that decides nothing. */
import { serviceBody } from "../../controller/children/service_body.ts";
import { workloadBody } from "../../controller/children/workload_body.ts";
import { createNotebookKind } from "../../controller/notebook/notebook_kind.ts";
import { DEFAULT_SETTINGS } from "../../controller/settings.ts";
import {
  APPLIED_GENERATION_ANNOTATION,
  NOTEBOOKS,
  SERVICES,
  STATEFUL_SETS,
  type StatefulSet,
  withPodSpec,
} from "../../kube/mod.ts";
import { watchReady } from "./await_ready.ts";
import type { BenchPlane } from "./bench_plane.ts";
import type { BenchRun } from "./bench_run.ts";
import { exampleNotebook, inParallel, notebookNames } from "./notebooks.ts";

/**
 * Creates each Notebook, its StatefulSet and its Service, and writes one status; resolves, with how long it took in
 * milliseconds, when all StatefulSets have their pod ready.
 */
export async function runFloor(
  bench: BenchPlane,
  { count, width }: { count: number; width: number },
  { signal }: BenchRun,
): Promise<number> {
  const { admin } = bench;
  const client = bench.controllerClient();
  const kind = createNotebookKind(DEFAULT_SETTINGS);
  const isReady = ({ status }: StatefulSet) => (status?.readyReplicas ?? 0) >= 1;
  await using ready = await watchReady(admin, STATEFUL_SETS, isReady, signal);
  const startedAt = performance.now();
  await inParallel(notebookNames(count), { width, signal }, async (name) => {
    const object = withPodSpec(await admin.create(NOTEBOOKS, exampleNotebook(name)));
    const wish = kind.wishOf(object);
    const annotations = { [APPLIED_GENERATION_ANNOTATION]: "1" };
    await client.create(STATEFUL_SETS, workloadBody({ kind, object, wish, template: wish.template, annotations }));
    await client.create(SERVICES, serviceBody(kind, object, wish, wish.service!));
    const status = { readyReplicas: 1, conditions: [], containerState: {} };
    await client.patch(NOTEBOOKS, object.metadata, { status }, { type: "merge", subresource: "status" });
  });
  await ready.all(count);
  return performance.now() - startedAt;
}
