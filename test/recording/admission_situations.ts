import { anEvent, awaited, listAt, makeNotebook, pathOf, type Situation } from "./situation.ts";
import type { RecordingWorld } from "./recording_world.ts";

const REQUESTS = (cpu: string, limit?: string) => ({
  resources: { requests: { cpu }, ...(limit ? { limits: { cpu: limit } } : {}) },
});

/** What our controller wrote as the apiserver's words: the refusal of a child is nowhere else. */
function refused(world: RecordingWorld, namespace: string): Promise<unknown> {
  return awaited(`a refusal in ${namespace}`, async () => {
    const [lab] = await listAt(world, pathOf("Notebook", namespace));
    return (lab as { status?: { explanation?: { technical?: string } } })?.status?.explanation?.technical;
  });
}

function limitRange(limits: Record<string, unknown>): Situation["make"] {
  return async (world, namespace) => {
    const spec = { limits: [{ type: "Container", ...limits }] };
    await world.create(`/api/v1/namespaces/${namespace}/limitranges`, { metadata: { name: "limits" }, spec });
    await makeNotebook(world, namespace, {}, { container: REQUESTS("100m", "1") });
    await anEvent(world, namespace, "FailedCreate");
  };
}

/** A validating webhook for the pods of one namespace. */
async function makeWebhook(world: RecordingWorld, namespace: string, clientConfig: unknown): Promise<void> {
  const path = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
  const rules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": namespace } };
  const webhook = {
    name: "images.example.org",
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    timeoutSeconds: 2,
  };
  await world.create(path, {
    metadata: { name: namespace },
    webhooks: [{ ...webhook, rules, namespaceSelector, clientConfig }],
  });
}

/** What the apiserver refuses. */
export const ADMISSION_SITUATIONS: readonly Situation[] = [
  {
    name: "quota-tensorboard",
    kind: "Tensorboard",
    how: "A Tensorboard in a namespace whose ResourceQuota allows no pods.",
    async make(world, namespace) {
      const hard = { pods: "0" };
      await world.create(`/api/v1/namespaces/${namespace}/resourcequotas`, {
        metadata: { name: "team-quota" },
        spec: { hard },
      });
      await world.create(pathOf("Tensorboard", namespace), {
        apiVersion: "tensorboard.kubeflow.org/v1alpha1",
        kind: "Tensorboard",
        metadata: { name: "board" },
        spec: { logspath: "s3://bucket/runs" },
      });
      await anEvent(world, namespace, "FailedCreate");
    },
  },
  {
    name: "quota-viewer",
    kind: "PVCViewer",
    how: "A PVCViewer in a namespace whose ResourceQuota allows no pods.",
    async make(world, namespace) {
      const hard = { pods: "0" };
      await world.create(`/api/v1/namespaces/${namespace}/resourcequotas`, {
        metadata: { name: "team-quota" },
        spec: { hard },
      });
      await world.create(`/api/v1/namespaces/${namespace}/persistentvolumeclaims`, {
        metadata: { name: "data" },
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
      });
      await world.create(pathOf("PVCViewer", namespace), {
        apiVersion: "kubeflow.org/v1alpha1",
        kind: "PVCViewer",
        metadata: { name: "data" },
        spec: { pvc: "data" },
      });
      await anEvent(world, namespace, "FailedCreate");
    },
  },
  {
    name: "limit-minimum",
    how: "A LimitRange with a minimum of 500m CPU.",
    make: limitRange({ min: { cpu: "500m" } }),
  },
  {
    name: "limit-ratio",
    how: "A LimitRange with a ratio of limit and request of at most 2.",
    make: limitRange({ maxLimitRequestRatio: { cpu: "2" } }),
  },
  {
    name: "policy-denied",
    how: "A ValidatingAdmissionPolicy that denies pods here.",
    async make(world, namespace) {
      const path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolic";
      const resourceRules = [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }];
      const validations = [{ expression: "false", message: "images must come from registry.example.org" }];
      await world.create(`${path}ies`, {
        metadata: { name: "our-images" },
        spec: { matchConstraints: { resourceRules }, validations },
      });
      const matchResources = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
      const spec = { policyName: "our-images", validationActions: ["Deny"], matchResources };
      await world.create(`${path}ybindings`, { metadata: { name: "our-images" }, spec });
      // A policy is enforced only a moment after it was made.
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      await makeNotebook(world, namespace);
      await anEvent(world, namespace, "FailedCreate");
    },
  },
  {
    name: "webhook-denied",
    how: "A ValidatingWebhookConfiguration whose server, in the recorder, says no.",
    async make(world, namespace) {
      const { cert, key } = await world.plane.pki.issue("webhook", { name: "webhook", hosts: ["127.0.0.1"] });
      const server = Deno.serve({ hostname: "127.0.0.1", port: 0, cert, key, onListen: () => {} }, async (request) => {
        const { request: { uid } } = await request.json();
        const response = { uid, allowed: false, status: { message: "quay.io/team/lab:1 is not signed" } };
        return Response.json({ apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response });
      });
      const url = `https://127.0.0.1:${server.addr.port}/`;
      await makeWebhook(world, namespace, { url, caBundle: btoa(world.plane.pki.ca) });
      await makeNotebook(world, namespace);
      await anEvent(world, namespace, "FailedCreate");
      await server.shutdown();
    },
  },
  {
    name: "webhook-down",
    how: "A ValidatingWebhookConfiguration at a port where nothing listens.",
    async make(world, namespace) {
      await makeWebhook(world, namespace, { url: "https://127.0.0.1:1/", caBundle: btoa(world.plane.pki.ca) });
      await makeNotebook(world, namespace);
      await anEvent(world, namespace, "FailedCreate");
    },
  },
  {
    name: "account-missing",
    how: "A notebook that names a ServiceAccount which does not exist.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, { serviceAccountName: "nobody" });
      await anEvent(world, namespace, "FailedCreate");
    },
  },
  {
    name: "deadline-refused",
    how: "A notebook with activeDeadlineSeconds, which a StatefulSet may not have.",
    async make(world, namespace) {
      await makeNotebook(world, namespace, { activeDeadlineSeconds: 60 });
      await refused(world, namespace);
    },
  },
];

/** Uses up every address of a Service first, and so comes last. */
export const NO_ADDRESS: Situation = {
  name: "no-address",
  how: "All addresses of --service-cluster-ip-range=10.96.0.0/26 are given out.",
  async make(world, namespace) {
    const path = `/api/v1/namespaces/default/services`;
    const spec = { ports: [{ port: 80 }] };
    for (let index = 0; index < 100; index++) {
      const made = await world.create(path, { metadata: { name: `full-${index}` }, spec }).catch(() => undefined);
      if (!made) break;
    }
    await makeNotebook(world, namespace);
    await refused(world, namespace);
  },
};
