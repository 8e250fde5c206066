import { assert, assertEquals, assertRejects } from "@std/assert";
import { parseAll } from "@std/yaml";
import {
  type ApiError,
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  type KubeClient,
  type KubeObject,
  NAMESPACES,
  type Notebook,
  NOTEBOOKS,
  type Pod,
  POD_DEFAULT_MARK,
  POD_DEFAULTS,
  type PodDefault,
  PODS,
  PVC_VIEWERS,
  type PvcViewer,
  type ResourceType,
  SERVICE_ACCOUNTS,
} from "../../kube/mod.ts";
import { openPki, type Pki } from "../../platform/pki/mod.ts";
import { type ControlPlane, startControlPlane } from "../controlplane/control_plane.ts";
import { type Daemon, freePort } from "../controlplane/daemon.ts";
import { CONTROLLER_USER, installRoles } from "../controlplane/install_manifests.ts";
import { START_PERMISSIONS, startOurProcess } from "../controlplane/our_process.ts";
import { waitFor } from "../e2e/wait_for.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const NAMESPACE = "profile";
const MANIFEST = `${ROOT}deploy/webhook/base/mutating-webhook-configuration.yaml`;

type Configuration = KubeObject & { webhooks: Record<string, unknown>[] };
const CONFIGURATIONS: ResourceType<Configuration> = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  plural: "mutatingwebhookconfigurations",
  kind: "MutatingWebhookConfiguration",
  namespaced: false,
};

const VALIDATIONS: ResourceType<Configuration> = {
  ...CONFIGURATIONS,
  plural: "validatingwebhookconfigurations",
  kind: "ValidatingWebhookConfiguration",
};

Deno.test("a real apiserver asks our webhook about pods", async (t) => {
  await using plane = await startControlPlane({ say: console.log, crdDirs: [`${ROOT}crds`] });
  const admin = await plane.client();
  await installRoles(admin);
  await installWebhookRole(admin);
  await makeNamespace(admin, NAMESPACE, { "app.kubernetes.io/part-of": "kubeflow-profile" });
  await makeNamespace(admin, "elsewhere");
  const [dir, port] = [`${plane.dir}/webhook`, freePort()];
  await writeCertificate(plane.pki, dir, "first");
  await using webhook = await startController(plane, dir, port);
  for (const each of EXAMPLES) await admin.create(POD_DEFAULTS, each);
  await configure(admin, port, { caBundle: plane.pki.ca });
  await waitFor("the apiserver asks", () => isAsked(admin));

  await t.step("a pod that a PodDefault selects gets what it gives, and is marked", async () => {
    const { metadata } = await admin.get(POD_DEFAULTS, { namespace: NAMESPACE, name: "token" });
    const pod = await admin.create(PODS, podOf("chosen", { token: "true" }));
    assertEquals(pod.spec!.containers[0].env, [{ name: "TOKEN", value: "t" }]);
    assertEquals(pod.spec!.volumes!.find(({ name }) => name === "settings")?.configMap?.name, "settings");
    assertEquals([pod.spec!.serviceAccountName, pod.spec!.serviceAccount], ["robot", "robot"]);
    assertEquals(pod.metadata.annotations, { [`${POD_DEFAULT_MARK}token`]: metadata.resourceVersion! });
  });
  await t.step("what a pod asks for itself is equal, although the apiserver has filled in defaults", async () => {
    const own = podOf("equal", { token: "true" });
    own.spec!.volumes = [{ name: "settings", configMap: { name: "settings" } }];
    const pod = await admin.create(PODS, own);
    assertEquals(pod.spec!.volumes!.filter(({ name }) => name === "settings").length, 1);
  });
  await t.step("pods that nothing selects, that are excluded or in no profile stay as they are", async () => {
    const excluded = podOf("excluded", { token: "true" });
    excluded.metadata.annotations = { "poddefault.admission.kubeflow.org/exclude": "true" };
    const elsewhere = podOf("elsewhere", { token: "true" });
    elsewhere.metadata.namespace = "elsewhere";
    for (const each of [podOf("unchosen", {}), excluded, elsewhere]) {
      const pod = await admin.create(PODS, each);
      assertEquals([pod.spec!.containers[0].env, pod.spec!.serviceAccountName], [undefined, "default"]);
    }
  });
  await t.step("PodDefaults that conflict refuse the pod, in our words", async () => {
    const refused = () => admin.create(PODS, podOf("torn", { token: "true", other: "true" }));
    await assertRejects(
      refused,
      Error,
      'admission webhook "poddefaults.atelier.dev" denied the request: Cannot apply the PodDefaults "other", "token" to ' +
        'this pod: The PodDefaults "other" and "token" give the environment variable "TOKEN" different values.',
    );
    await admin.get(PODS, { namespace: NAMESPACE, name: "torn" }).then(() => assert(false), () => {});
  });
  await t.step("a notebook's pod gets what the notebook's labels choose", async () => {
    const containers = [{ name: "nb", image: "example.org/jupyter" }];
    const metadata = { namespace: NAMESPACE, name: "nb", labels: { token: "true" } };
    await admin.create(NOTEBOOKS, { metadata, spec: { template: { spec: { containers } } } } as Notebook);
    const find = () => admin.get(PODS, { namespace: NAMESPACE, name: "nb-0" }).catch(() => undefined);
    const pod = await waitFor("its pod is there", find);
    assertEquals(pod.spec!.containers[0].env?.find(({ name }) => name === "TOKEN")?.value, "t");
  });
  await t.step("Kubeflow's webhook for PVCViewers may lead to ours, which refuses in the same words", async () => {
    await configureViewers(admin, port, plane.pki.ca);
    const create = (name: string, spec: Record<string, unknown>) =>
      admin.create(PVC_VIEWERS, { metadata: { namespace: NAMESPACE, name }, spec } as unknown as PvcViewer, {
        dryRun: true,
      });
    const volumes = [{ name: "other", persistentVolumeClaim: { claimName: "other" } }];
    const podSpec = { containers: [{ name: "main", image: "example.org/files" }], volumes };
    const refusal = () =>
      create("wrong", { pvc: "data", podSpec }).then(() => "", (error: ApiError) => error.status.message);
    const words = await waitFor("a viewer is refused", refusal);
    assertEquals(
      words,
      'admission webhook "vpvcviewer.kb.io" denied the request: PVC data must be used in the podSpec',
    );
    const open = await create("open", { pvc: "data" });
    assertEquals(open.spec.podSpec, undefined);
  });
  await t.step("a certificate of another authority is taken while it runs", async () => {
    const pki = await openPki(`${plane.dir}/other-pki`, () => new Date());
    await configure(admin, port, { caBundle: pki.ca });
    await waitFor("the former certificate is not believed", async () => !await isAsked(admin).catch(() => false));
    await writeCertificate(pki, dir, "second");
    await waitFor("the new one is", () => isAsked(admin).catch(() => false));
  });
  await t.step("down, it lets pods through where the failurePolicy is Ignore, and none where it is Fail", async () => {
    await webhook.daemon.stop();
    await assertRejects(() => admin.create(PODS, podOf("refused", { token: "true" })), Error, "failed calling webhook");
    await configure(admin, port, { caBundle: plane.pki.ca, failurePolicy: "Ignore" });
    const create = () => admin.create(PODS, podOf("ignored", { token: "true" }));
    const pod = await waitFor("a pod is let through", create);
    assertEquals(pod.spec!.containers[0].env, undefined);
    assertEquals((await admin.create(PODS, podOf("torn", { token: "true", other: "true" }))).metadata.name, "torn");
  });
});

const EXAMPLES: PodDefault[] = [
  {
    metadata: { namespace: NAMESPACE, name: "token" },
    spec: {
      selector: { matchLabels: { token: "true" } },
      env: [{ name: "TOKEN", value: "t" }],
      volumes: [{ name: "settings", configMap: { name: "settings" } }],
      serviceAccountName: "robot",
    },
  },
  {
    metadata: { namespace: NAMESPACE, name: "other" },
    spec: { selector: { matchLabels: { other: "true" } }, env: [{ name: "TOKEN", value: "o" }] },
  },
];

function podOf(name: string, labels: Record<string, string>): Pod {
  const containers = [{ name: "main", image: "example.org/a:1" }];
  return { metadata: { namespace: NAMESPACE, name, labels }, spec: { containers } } as Pod;
}

/** Tries a pod that is never made. */
async function isAsked(admin: KubeClient): Promise<boolean> {
  const pod = await admin.create(PODS, podOf("tried", { token: "true" }), { dryRun: true });
  return pod.metadata.annotations !== undefined;
}

async function makeNamespace(admin: KubeClient, name: string, labels = {}): Promise<void> {
  await admin.create(NAMESPACES, { metadata: { name, labels } });
  await admin.create(SERVICE_ACCOUNTS, { metadata: { namespace: name, name: "robot" } });
  const key = { namespace: name, name: "default" };
  await waitFor("pods may be made", () => admin.get(SERVICE_ACCOUNTS, key).then(() => true, () => false));
}

/** The manifest's configuration, but for where the webhook is: no node is there who would route to its Service. */
async function configure(admin: KubeClient, port: number, given: { caBundle: string; failurePolicy?: string }) {
  const [manifest] = parseAll(await Deno.readTextFile(MANIFEST)) as Configuration[];
  const { clientConfig: { service }, ...rest } = manifest.webhooks[0] as {
    clientConfig: { service: { path: string } };
  };
  const clientConfig = { url: `https://127.0.0.1:${port}${service.path}`, caBundle: btoa(given.caBundle) };
  const { failurePolicy } = { failurePolicy: "Fail", ...given };
  const webhooks = [{ ...rest, failurePolicy, clientConfig }];
  await admin.apply(CONFIGURATIONS, { ...manifest, webhooks } as Configuration, { fieldManager: "test", force: true });
}

/** As Kubeflow 1.11 has it, both halves. */
async function configureViewers(admin: KubeClient, port: number, ca: string): Promise<void> {
  const rule = { apiGroups: ["kubeflow.org"], apiVersions: ["v1alpha1"], resources: ["pvcviewers"] };
  const webhooksOf = (verb: string, name: string) => [{
    name,
    admissionReviewVersions: ["v1"],
    clientConfig: {
      url: `https://127.0.0.1:${port}/${verb}-kubeflow-org-v1alpha1-pvcviewer`,
      caBundle: btoa(ca),
    },
    failurePolicy: "Fail",
    sideEffects: "None",
    rules: [{ ...rule, operations: ["CREATE", "UPDATE"] }],
  }];
  const metadata = { name: "pvcviewer" };
  await admin.create(CONFIGURATIONS, { metadata, webhooks: webhooksOf("mutate", "mpvcviewer.kb.io") });
  await admin.create(VALIDATIONS, { metadata, webhooks: webhooksOf("validate", "vpvcviewer.kb.io") });
}

async function installWebhookRole(admin: KubeClient): Promise<void> {
  const [role, binding] = parseAll(await Deno.readTextFile(`${ROOT}deploy/webhook/base/role.yaml`)) as KubeObject[];
  await admin.apply(CLUSTER_ROLES, role, { fieldManager: "test" });
  await admin.apply(CLUSTER_ROLE_BINDINGS, binding, { fieldManager: "test" });
}

async function writeCertificate(pki: Pki, dir: string, file: string): Promise<void> {
  const { cert, key } = await pki.issue(`webhook-${file}`, { name: "atelier-webhook", hosts: ["127.0.0.1"] });
  await Deno.mkdir(dir, { recursive: true });
  await Deno.writeTextFile(`${dir}/tls.crt`, cert);
  await Deno.writeTextFile(`${dir}/tls.key`, key);
}

/** Our controller as it is deployed, with the webhook on. */
async function startController(
  plane: ControlPlane,
  certDir: string,
  port: number,
): Promise<{ daemon: Daemon } & AsyncDisposable> {
  const KUBECONFIG = await plane.kubeconfigOf({ name: CONTROLLER_USER, groups: ["system:serviceaccounts"] });
  const metricsPort = freePort();
  const env = {
    ...{ KUBECONFIG, ROLE: "controller", ROUTES: "none", PORT: `${freePort()}`, METRICS_PORT: `${metricsPort}` },
    ...{ WEBHOOK_PORT: `${port}`, WEBHOOK_CERT_DIR: certDir },
  };
  const logFile = `${plane.dir}/controller.log`;
  const daemon = await startOurProcess("controller", [...START_PERMISSIONS, "main.ts"], { env, logFile });
  const isReady = async () => {
    const response = await fetch(`http://127.0.0.1:${metricsPort}/readyz`).catch(() => undefined);
    await response?.body?.cancel();
    return response?.status === 200;
  };
  await waitFor("the controller is ready", isReady, { timeoutMs: 60_000 }).catch(async (error) => {
    const tail = await daemon.tail();
    await daemon.stop();
    throw new Error(`${error.message}\n${tail}`);
  });
  return { daemon, [Symbol.asyncDispose]: () => daemon.stop() };
}
