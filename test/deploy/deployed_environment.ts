import type { Manifest } from "./build_manifests.ts";

/** What a pod of ours is started with. */
export interface DeployedPart {
  name: string;
  namespace: string;
  /** Of its ServiceAccount. */
  account: string;
  env: Record<string, string>;
  pod: Manifest;
  labels: Record<string, string>;
}

/** Our Deployments among manifests, each with the environment that Kubernetes would make of its manifest. */
export function deployedParts(manifests: readonly Manifest[]): DeployedPart[] {
  return manifests.filter(({ kind }) => kind === "Deployment").map(({ metadata, spec }) => {
    const { metadata: { labels }, spec: pod } = spec.template;
    const [container] = pod.containers;
    const maps = (container.envFrom ?? []).map(({ configMapRef }: Manifest) => dataOf(manifests, configMapRef.name));
    const own = container.env.map(({ name, value }: { name: string; value: string }) => [name, value]);
    const env = Object.assign({}, ...maps, Object.fromEntries(own));
    return { name: metadata.name, namespace: metadata.namespace!, account: pod.serviceAccountName, env, pod, labels };
  });
}

function dataOf(manifests: readonly Manifest[], name: string): Record<string, string> {
  const found = manifests.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === name);
  if (!found) throw new Error(`Cannot find the ConfigMap ${name}, which a Deployment names`);
  return found.data;
}
