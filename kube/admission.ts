import type { V1EndpointSlice, V1MutatingWebhookConfiguration } from "@kubernetes/client-node";
import type { KubeModel } from "./object.ts";
import type { ResourceType } from "./resource_type.ts";

/** Of both kinds; what is read of them is the same. */
export type WebhookConfiguration = KubeModel<V1MutatingWebhookConfiguration>;
/** Where a Service's pods answer. */
export type EndpointSlice = KubeModel<V1EndpointSlice>;

export const MUTATING_WEBHOOK_CONFIGURATIONS: ResourceType<WebhookConfiguration> = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  plural: "mutatingwebhookconfigurations",
  kind: "MutatingWebhookConfiguration",
  namespaced: false,
};
export const VALIDATING_WEBHOOK_CONFIGURATIONS: ResourceType<WebhookConfiguration> = {
  ...MUTATING_WEBHOOK_CONFIGURATIONS,
  plural: "validatingwebhookconfigurations",
  kind: "ValidatingWebhookConfiguration",
};
export const ENDPOINT_SLICES: ResourceType<EndpointSlice> = {
  group: "discovery.k8s.io",
  version: "v1",
  plural: "endpointslices",
  kind: "EndpointSlice",
  namespaced: true,
};
