import { type KubeObject, type Notebook, NOTEBOOKS, type ResourceType } from "../../kube/mod.ts";
import { waitFor } from "../e2e/wait_for.ts";
import { NAMESPACE, startKindsWorld } from "./kinds_world.ts";

const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const VIRTUAL_SERVICES: ResourceType = {
  group: "networking.istio.io",
  version: "v1",
  plural: "virtualservices",
  kind: "VirtualService",
  namespaced: true,
};
const HTTP_ROUTES: ResourceType = {
  group: "gateway.networking.k8s.io",
  version: "v1",
  plural: "httproutes",
  kind: "HTTPRoute",
  namespaced: true,
};

Deno.test("with another ROUTES what was made by the last one goes, and nobody else's route does", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin } = world;
  const namesOf = async (type: ResourceType) => {
    const { items } = await admin.list(type, { namespace: NAMESPACE });
    return items.map((each) => each.metadata.name).toSorted().join(" ");
  };
  const become = (type: ResourceType, names: string) =>
    waitFor(`${type.plural} are: ${names}`, async () => await namesOf(type) === names, PATIENCE);
  const make = (name: string) => {
    const containers = [{ name, image: "example.org/jupyter" }];
    const metadata = { namespace: NAMESPACE, name };
    return admin.create(NOTEBOOKS, { metadata, spec: { template: { spec: { containers } } } } as Notebook);
  };
  const notebook = await make("train");
  await make("kept");
  // As Kubeflow's controller has them, which may still be there.
  const theirs = {
    metadata: {
      namespace: NAMESPACE,
      name: "kubeflows",
      ownerReferences: [{
        ...{ apiVersion: "kubeflow.org/v1", kind: "Notebook", name: "train", uid: notebook.metadata.uid },
        ...{ controller: true, blockOwnerDeletion: true },
      }],
    },
    spec: { hosts: ["*"] },
  } as unknown as KubeObject;
  await admin.create(VIRTUAL_SERVICES, theirs, { fieldManager: "notebook-controller" });

  await t.step("from Istio to the Gateway API, but for one whose new route could not be made", async () => {
    const first = await world.startController({ routes: "istio" });
    await become(VIRTUAL_SERVICES, "kubeflows notebook-team-kept notebook-team-train");
    await first.stop();
    const inItsPlace = { metadata: { namespace: NAMESPACE, name: "notebook-team-kept" }, spec: {} } as KubeObject;
    await admin.create(HTTP_ROUTES, inItsPlace);
    const second = await world.startController({ routes: "gateway-api", gateway: "ingress/public" });
    await become(HTTP_ROUTES, "notebook-team-kept notebook-team-train");
    await become(VIRTUAL_SERVICES, "kubeflows notebook-team-kept");
    await second.stop();
  });

  await t.step("to none", async () => {
    const third = await world.startController({ routes: "none" });
    await become(HTTP_ROUTES, "notebook-team-kept");
    await become(VIRTUAL_SERVICES, "kubeflows");
    await third.stop();
  });
});
