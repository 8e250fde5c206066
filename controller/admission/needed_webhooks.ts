import type { EndpointSlice, ResourceType, WebhookConfiguration } from "../../kube/mod.ts";

/** A webhook without whose answer the apiserver refuses every change of a kind of ours. */
export interface NeededWebhook {
  /** What it is configured in. */
  readonly configuration: WebhookConfiguration;
  readonly configurationType: ResourceType<WebhookConfiguration>;
  readonly name: string;
  readonly service: { readonly namespace: string; readonly name: string };
  readonly path: string;
  /** Plurals of our kinds that it is asked about. */
  readonly plurals: readonly string[];
}

/** Paths at which Kubeflow's pvcviewer-controller answers. */
const FORMER_PATHS = ["/mutate-kubeflow-org-v1alpha1-pvcviewer", "/validate-kubeflow-org-v1alpha1-pvcviewer"];
/** The Service of our own webhooks (deploy/webhook), which answer those paths too. */
const OWN_SERVICE = "atelier-webhook";

/**
 * The webhooks of a configuration that must answer before an object of these types is written. One that is asked about
 * everything is somebody's policy, and none of ours; where one is named by a URL nobody can know whether it is served.
 */
export function neededWebhooks(
  configuration: WebhookConfiguration,
  configurationType: ResourceType<WebhookConfiguration>,
  types: readonly ResourceType[],
): NeededWebhook[] {
  return (configuration.webhooks ?? []).flatMap(({ name, clientConfig, failurePolicy = "Fail", rules = [] }) => {
    const service = clientConfig?.service;
    const asked = types.filter(({ group, plural }) =>
      rules.some(({ apiGroups = [], resources = [], operations = [] }) =>
        apiGroups.includes(group) && resources.includes(plural) &&
        ["CREATE", "UPDATE", "*"].some((each) => operations.includes(each))
      )
    );
    if (!service || failurePolicy !== "Fail" || asked.length === 0) return [];
    const { namespace, path = "" } = service;
    const plurals = asked.map((each) => each.plural);
    return [{ configuration, configurationType, name, service: { namespace, name: service.name }, path, plurals }];
  });
}

/** Whether some endpoint of a Service answers; one that does not say so does. */
export function isServed(slices: readonly EndpointSlice[]): boolean {
  return slices.some(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready !== false) === true);
}

/**
 * Whether a configuration is nothing but Kubeflow's for PVCViewers. An admin may point it to our own webhooks, which are
 * only away for a while.
 */
export function isFormersConfiguration({ webhooks = [] }: WebhookConfiguration): boolean {
  return webhooks.length > 0 && webhooks.every(({ clientConfig }) => {
    const { name, path = "" } = clientConfig?.service ?? {};
    return FORMER_PATHS.includes(path) && name !== OWN_SERVICE;
  });
}

/** What to say of one that nobody serves, and what to do, in two sentences. */
export function unservedWords(webhook: NeededWebhook): string {
  const { configuration, configurationType, name, service } = webhook;
  return `Kubernetes refuses every change here, because nobody answers for the webhook ${name} at ` +
    `${service.namespace}/${service.name}. An administrator removes it by: kubectl delete ` +
    `${configurationType.kind.toLowerCase()} ${configuration.metadata.name}`;
}
