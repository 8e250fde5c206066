import { CUSTOM_RESOURCE_DEFINITIONS, type KubeClient, NOTEBOOKS } from "../../kube/mod.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "../controller/kinds_world.ts";
import { waitFor } from "../e2e/wait_for.ts";
import figure from "../fixtures/thesis-figure-5.4.json" with { type: "json" };
import { checkFigure, createFigure, FIGURE_CLAIM } from "./figure_5_4.ts";

const CRD = { name: "notebooks.kubeflow.org" };

Deno.test("the notebook of the thesis' figure 5.4, on a real control plane", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin } = world;
  await makeClaim(admin, FIGURE_CLAIM);
  const figureWorld = { client: admin, namespace: NAMESPACE };
  await createFigure(figureWorld);
  await writeOldStatus(admin);
  await world.startController();
  await checkFigure(t, figureWorld);
});

/** Its condition has no status, which the CRDs require since: such an object can only be older than they are. */
async function writeOldStatus(admin: KubeClient): Promise<void> {
  const key = { namespace: NAMESPACE, name: figure.metadata.name };
  const { metadata, spec } = await admin.get(CUSTOM_RESOURCE_DEFINITIONS, CRD);
  const { annotations } = metadata;
  const lax = structuredClone(spec!);
  for (const { schema } of lax.versions) {
    delete (schema!.openAPIV3Schema!.properties!.status.properties!.conditions.items as { required?: unknown })
      .required;
  }
  await admin.patch(CUSTOM_RESOURCE_DEFINITIONS, CRD, { spec: lax }, { type: "merge" });
  const { status } = figure;
  await waitFor("an earlier schema takes the status", async () => {
    await admin.patch(NOTEBOOKS, key, { status }, { type: "merge", subresource: "status" });
    const found = await admin.get(NOTEBOOKS, key);
    return found.status?.conditions.some(({ type }) => type === "Terminated");
  });
  // A merge patch leaves out what the earlier schema lacks; this puts the whole of ours back.
  await admin.patch(CUSTOM_RESOURCE_DEFINITIONS, CRD, { metadata: { annotations }, spec }, { type: "merge" });
  await waitFor("our schema is back", async () => {
    const found = await admin.get(CUSTOM_RESOURCE_DEFINITIONS, CRD);
    return JSON.stringify(found.spec) === JSON.stringify(spec);
  });
}
