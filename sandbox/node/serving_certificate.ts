/** Effect: has a real control plane certify the key of a node's kubelet endpoints, and approves that itself. */
import type { V1CertificateSigningRequest } from "@kubernetes/client-node";
import type { Clock } from "../../platform/clock.ts";
import { type KeyPair, makeCertificateRequest } from "../../platform/pki/mod.ts";
import type { KubeClient } from "../../kube/client.ts";
import type { KubeModel } from "../../kube/object.ts";
import type { ResourceType } from "../../kube/resource_type.ts";

const LIMIT_MS = 30_000;
const REQUESTS: ResourceType<KubeModel<V1CertificateSigningRequest>> = {
  ...{ group: "certificates.k8s.io", version: "v1", namespaced: false },
  ...{ plural: "certificatesigningrequests", kind: "CertificateSigningRequest" },
};

/** Asks as an administrator; rejects where nobody signs within 30 s. */
export async function requestServingCertificate(
  client: KubeClient,
  node: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<KeyPair> {
  const subject = { name: `system:node:${node}`, groups: ["system:nodes"], hosts: ["127.0.0.1", "localhost"] };
  const { request, key } = await makeCertificateRequest(subject);
  const { metadata } = await client.create(REQUESTS, {
    metadata: { generateName: `sandbox-${node}-` },
    spec: {
      request: btoa(request),
      signerName: "kubernetes.io/kubelet-serving",
      usages: ["digital signature", "server auth"],
    },
  }, { signal });
  const approval = { type: "Approved", status: "True", reason: "Joined", message: "By who joined the sandbox's node." };
  const patch = { status: { conditions: [approval] } };
  await client.patch(REQUESTS, metadata, patch, { type: "merge", subresource: "approval", signal });
  for (const end = clock.now().getTime() + LIMIT_MS;;) {
    const { status } = await client.get(REQUESTS, metadata, signal);
    if (status?.certificate) return { cert: atob(status.certificate), key };
    if (clock.now().getTime() > end) {
      throw new Error(`Cannot join: nobody has signed the CertificateSigningRequest ${metadata.name} within 30 s`);
    }
    await clock.sleep(100, signal);
  }
}
