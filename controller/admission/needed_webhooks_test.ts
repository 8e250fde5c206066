import { assertEquals } from "@std/assert";
import {
  type EndpointSlice,
  MUTATING_WEBHOOK_CONFIGURATIONS,
  NOTEBOOKS,
  PVC_VIEWERS,
  type ResourceType,
  type WebhookConfiguration,
} from "../../kube/mod.ts";
import { isFormersConfiguration, isServed, neededWebhooks, unservedWords } from "./needed_webhooks.ts";

const TYPES = [NOTEBOOKS, PVC_VIEWERS] as ResourceType[];
const needed = (configuration: WebhookConfiguration) =>
  neededWebhooks(configuration, MUTATING_WEBHOOK_CONFIGURATIONS, TYPES);

/** As Kubeflow's pvcviewer-controller installs it. */
function configurationWith(changes: Record<string, unknown> = {}, service = "pvcviewer-webhook-service") {
  const path = "/mutate-kubeflow-org-v1alpha1-pvcviewer";
  const rule = { apiGroups: ["kubeflow.org"], apiVersions: ["v1alpha1"], operations: ["CREATE", "UPDATE"] };
  const webhook = {
    name: "mpvcviewer.kb.io",
    clientConfig: { service: { namespace: "kubeflow", name: service, path } },
    failurePolicy: "Fail",
    rules: [{ ...rule, resources: ["pvcviewers"] }],
    ...changes,
  };
  return {
    metadata: { name: "pvcviewer-mutating-webhook-configuration" },
    webhooks: [webhook],
  } as WebhookConfiguration;
}

Deno.test("a webhook is needed by the kinds that it is asked about and that fail without it", () => {
  const [webhook] = needed(configurationWith());
  assertEquals([webhook.plurals, webhook.service], [["pvcviewers"], {
    namespace: "kubeflow",
    name: "pvcviewer-webhook-service",
  }]);
  assertEquals(
    unservedWords(webhook),
    "Kubernetes refuses every change here, because nobody answers for the webhook mpvcviewer.kb.io at " +
      "kubeflow/pvcviewer-webhook-service. An administrator removes it by: kubectl delete " +
      "mutatingwebhookconfiguration pvcviewer-mutating-webhook-configuration",
  );
});

Deno.test("a webhook that may fail, that is asked about others, about everything or only on deletion is not", () => {
  const rule = { apiGroups: ["kubeflow.org"], operations: ["CREATE"], resources: ["pvcviewers"] };
  assertEquals(needed(configurationWith({ failurePolicy: "Ignore" })), []);
  assertEquals(needed(configurationWith({ rules: [{ ...rule, resources: ["poddefaults"] }] })), []);
  assertEquals(needed(configurationWith({ rules: [{ ...rule, apiGroups: ["*"], resources: ["*"] }] })), []);
  assertEquals(needed(configurationWith({ rules: [{ ...rule, operations: ["DELETE"] }] })), []);
  assertEquals(needed(configurationWith({ rules: [{ ...rule, resources: ["pvcviewers/status"] }] })), []);
  assertEquals(needed(configurationWith({ clientConfig: { url: "https://example.org" } })), []);
  assertEquals(needed({ metadata: { name: "empty" } } as WebhookConfiguration), []);
});

Deno.test("without a failure policy it fails, as Kubernetes has it", () => {
  assertEquals(needed(configurationWith({ failurePolicy: undefined })).length, 1);
});

Deno.test("a Service is served where an endpoint does not say that it is not ready", () => {
  const slice = (...ready: (boolean | undefined)[]) =>
    ({ endpoints: ready.map((each) => ({ addresses: ["10.0.0.1"], conditions: { ready: each } })) }) as EndpointSlice;
  assertEquals(isServed([]), false);
  assertEquals(isServed([slice(), slice(false)]), false);
  assertEquals(isServed([slice(false), slice(false, true)]), true);
  assertEquals(isServed([slice(undefined)]), true);
  assertEquals(isServed([{} as EndpointSlice]), false);
});

Deno.test("only Kubeflow's own configuration is one of a former controller, and not where ours answers in its place", () => {
  assertEquals(isFormersConfiguration(configurationWith()), true);
  assertEquals(isFormersConfiguration(configurationWith({}, "atelier-webhook")), false);
  const service = { namespace: "kubeflow", name: "pvcviewer-webhook-service", path: "/other" };
  assertEquals(isFormersConfiguration(configurationWith({ clientConfig: { service } })), false);
  assertEquals(isFormersConfiguration({ metadata: { name: "empty" }, webhooks: [] } as never), false);
});
