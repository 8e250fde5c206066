import { isNotFound, type KubeClient, POD_DEFAULTS, type PodDefault } from "../../kube/mod.ts";
import { type Log, type Running, serveHttps } from "../../platform/mod.ts";
import { reviewPod } from "./review_pod.ts";
import { type FaultOfViewer, reviewPvcViewer } from "./review_pvc_viewer.ts";
import { createWebhookHandler } from "./webhook_handler.ts";

/** What the webhook's server needs. */
export interface WebhookConfig {
  client: KubeClient;
  host: string;
  port: number;
  /** Where `tls.crt` and `tls.key` are. */
  certDir: string;
  faultOfViewer: FaultOfViewer;
  log: Log;
}

/** Shorter than an apiserver waits by default, so that our log knows which of the two was late. */
const READ_MS = 5_000;

/**
 * Serves, until the signal aborts, what apiservers ask webhooks: Kubeflow's path for PodDefaults and those of its
 * PVCViewers, so that configurations which name these go on working. Every replica answers, leader or not. It needs the
 * right to list PodDefaults.
 */
export function run(config: WebhookConfig, signal: AbortSignal): Promise<Running> {
  const { client, host, port, certDir, faultOfViewer, log } = config;
  const list = (namespace: string) => listPodDefaults(client, namespace);
  const handler = createWebhookHandler({
    reviews: {
      "/apply-poddefault": (request) => reviewPod(request, list),
      // What a viewer leaves open stays so: the controller fills it in at each plan, and what the admin changes reaches it.
      "/mutate-kubeflow-org-v1alpha1-pvcviewer": () => ({ kind: "allow" }),
      "/validate-kubeflow-org-v1alpha1-pvcviewer": (request) => reviewPvcViewer(request, faultOfViewer),
    },
    log,
  });
  const variables = { port: "WEBHOOK_PORT", certDir: "WEBHOOK_CERT_DIR" };
  return serveHttps({ host, port, certDir, variables, handler, log }, signal);
}

/** Where the kind is not installed there are none. */
async function listPodDefaults(client: KubeClient, namespace: string): Promise<readonly PodDefault[]> {
  try {
    return (await client.list(POD_DEFAULTS, { namespace }, AbortSignal.timeout(READ_MS))).items;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
