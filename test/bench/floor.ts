/** Effects: what no controller can do without, done by a client that decides nothing. */
import { desiredTemplate } from "../../controller/notebook/pod_template.ts";
import { serviceBody } from "../../controller/notebook/service.ts";
import { statefulSetBody } from "../../controller/notebook/stateful_set.ts";
import { DEFAULT_SETTINGS } from "../../controller/settings.ts";
import { NOTEBOOKS, SERVICES, STATEFUL_SETS, type StatefulSet, withPodSpec } from "../../kube/mod.ts";
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
  const isReady = ({ status }: StatefulSet) => (status?.readyReplicas ?? 0) >= 1;
  await using ready = await watchReady(admin, STATEFUL_SETS, isReady, signal);
  const startedAt = performance.now();
  await inParallel(notebookNames(count), { width, signal }, async (name) => {
    const notebook = withPodSpec(await admin.create(NOTEBOOKS, exampleNotebook(name)));
    const { template } = desiredTemplate(notebook, DEFAULT_SETTINGS);
    await client.create(STATEFUL_SETS, statefulSetBody(notebook, template, "1"));
    await client.create(SERVICES, serviceBody(notebook));
    const status = { readyReplicas: 1, conditions: [], containerState: {} };
    await client.patch(NOTEBOOKS, notebook.metadata, { status }, { type: "merge", subresource: "status" });
  });
  await ready.all(count);
  return performance.now() - startedAt;
}
