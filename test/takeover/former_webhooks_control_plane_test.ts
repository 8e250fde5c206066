import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parseAll } from "@std/yaml";
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  ENDPOINT_SLICES,
  type EndpointSlice,
  EVENTS,
  isNotFound,
  type KubeClient,
  type KubeObject,
  MUTATING_WEBHOOK_CONFIGURATIONS,
  NAMESPACES,
  PVC_VIEWERS,
  type PvcViewer,
  SERVICES,
  VALIDATING_WEBHOOK_CONFIGURATIONS,
  type WebhookConfiguration,
} from "../../kube/mod.ts";
import { makeClaim, NAMESPACE, startKindsWorld } from "../controller/kinds_world.ts";
import { sleep, waitFor } from "../e2e/wait_for.ts";

const ROLE = new URL("../../deploy/components/takeover/role.yaml", import.meta.url);
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };
const TIMES = { reportAfterMs: 1_000, removeAfterMs: 3_000 };
const KEY = { namespace: NAMESPACE, name: "data" };
const SERVICE = { namespace: "kubeflow", name: "pvcviewer-webhook-service" };
const CONFIGURATIONS = [
  { type: MUTATING_WEBHOOK_CONFIGURATIONS, verb: "mutate", webhook: "mpvcviewer.kb.io" },
  { type: VALIDATING_WEBHOOK_CONFIGURATIONS, verb: "validate", webhook: "vpvcviewer.kb.io" },
].map((each) => ({
  ...each,
  name: each.verb === "mutate"
    ? "pvcviewer-mutating-webhook-configuration"
    : "pvcviewer-validating-webhook-configuration",
}));

/** As kubeflow's pvcviewer-controller 1.11 installs them. */
async function installWebhooks(admin: KubeClient): Promise<void> {
  for (const { type, name, verb, webhook } of CONFIGURATIONS) {
    const webhooks = [{
      name: webhook,
      admissionReviewVersions: ["v1"],
      clientConfig: { service: { ...SERVICE, path: `/${verb}-kubeflow-org-v1alpha1-pvcviewer` } },
      failurePolicy: "Fail",
      rules: [{
        apiGroups: ["kubeflow.org"],
        apiVersions: ["v1alpha1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["pvcviewers"],
      }],
      sideEffects: "None",
    }];
    await admin.create(type, { metadata: { name }, webhooks } as WebhookConfiguration);
  }
}

/** A pod that answers, as far as Kubernetes sees. */
async function serve(admin: KubeClient): Promise<void> {
  await admin.create(NAMESPACES, { metadata: { name: SERVICE.namespace } });
  await admin.create(SERVICES, { metadata: SERVICE, spec: { ports: [{ port: 443, targetPort: 9443 }] } });
  const slice = {
    metadata: { ...SERVICE, labels: { "kubernetes.io/service-name": SERVICE.name } },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.9.9.9"], conditions: { ready: true } }],
    ports: [{ port: 9443, protocol: "TCP" }],
  };
  await admin.create(ENDPOINT_SLICES, slice as unknown as EndpointSlice);
}

const sayUnserved = async (admin: KubeClient) => {
  const { status } = await admin.get(PVC_VIEWERS, KEY);
  return status?.conditions?.find(({ type }) => type === "WebhookUnserved");
};

const exists = (admin: KubeClient, { type, name }: typeof CONFIGURATIONS[number]) =>
  admin.get(type, { name }).then(() => true, (error) => isNotFound(error) ? false : Promise.reject(error));

Deno.test("Kubeflow's webhooks for PVCViewers, of which the controller is off", async (t) => {
  await using world = await startKindsWorld(["n1"]);
  const { admin } = world;
  await makeClaim(admin, "data");
  await admin.create(PVC_VIEWERS, { metadata: KEY, spec: { pvc: "data" } } as PvcViewer);
  await serve(admin);
  await installWebhooks(admin);
  const { refusals } = await world.startController({ webhookTimes: TIMES });
  const isRunning = async () => (await admin.get(PVC_VIEWERS, KEY)).status?.state === "RUNNING";
  await waitFor("the viewer runs", isRunning, PATIENCE);

  await t.step("while somebody answers, nothing is said", async () => {
    await sleep(2 * TIMES.reportAfterMs);
    assertEquals(await sayUnserved(admin), undefined);
    assertEquals(refusals(), []);
  });

  await t.step("once nobody answers, every change is refused, and it is said where and what to do", async () => {
    await admin.delete(ENDPOINT_SLICES, SERVICE);
    const condition = await waitFor("the viewer says it", () => sayUnserved(admin), PATIENCE);
    assertEquals(condition.status, "True");
    assertStringIncludes(
      condition.message!,
      "nobody answers for the webhook mpvcviewer.kb.io at kubeflow/pvcviewer-webhook-",
    );
    for (const { type, name } of CONFIGURATIONS) {
      assertStringIncludes(condition.message!, `kubectl delete ${type.kind.toLowerCase()} ${name}`);
      await waitFor(`an Event on ${name}`, async () => {
        const { items } = await admin.list(EVENTS, { namespace: "default" });
        return items.some(({ reason, involvedObject }) => reason === "WebhookUnserved" && involvedObject.name === name);
      }, PATIENCE);
    }
    assertEquals(refusals().length, 2);
    assertStringIncludes(refusals()[0], "nobody answers at kubeflow/pvcviewer-webhook-service");
    const change = admin.patch(PVC_VIEWERS, KEY, { metadata: { labels: { a: "b" } } }, { type: "merge" });
    await assertRejects(() => change, Error, "failed calling webhook");
    assertEquals(await isRunning(), true);
  });

  await t.step("without the role for it nothing is removed", async () => {
    await sleep(TIMES.removeAfterMs + 1_000);
    assertEquals(await Promise.all(CONFIGURATIONS.map((each) => exists(admin, each))), [true, true]);
  });

  await t.step("with it they are removed, and viewers can be written again", async () => {
    for (const each of parseAll(await Deno.readTextFile(ROLE)) as KubeObject[]) {
      await admin.create((each.kind === "ClusterRole" ? CLUSTER_ROLES : CLUSTER_ROLE_BINDINGS) as never, each);
    }
    // A term that begins tries at once; one that was refused tries again within a minute.
    await waitFor("they are gone", async () => {
      const found = await Promise.all(CONFIGURATIONS.map((each) => exists(admin, each)));
      return found.every((each) => !each);
    }, { ...PATIENCE, timeoutMs: 90_000 });
    await waitFor("the viewer says so", async () => await sayUnserved(admin) === undefined, PATIENCE);
    assertEquals(refusals(), []);
    await admin.patch(PVC_VIEWERS, KEY, { metadata: { labels: { a: "b" } } }, { type: "merge" });
  });
});
