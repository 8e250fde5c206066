import { KubeConfig } from "@kubernetes/client-node";

/** The environment that says where the apiserver is. */
export interface KubeConfigEnv {
  /** Path of a kubeconfig; several are merged when separated by the system's path separator. */
  KUBECONFIG?: string;
  /** Set by the kubelet in every pod. */
  KUBERNETES_SERVICE_HOST?: string;
  KUBERNETES_SERVICE_PORT?: string;
}

/** Loads KUBECONFIG where it is set, else the pod's ServiceAccount; throws when there is neither. */
export function loadKubeConfig(env: KubeConfigEnv): KubeConfig {
  const config = new KubeConfig();
  if (env.KUBECONFIG) {
    config.loadFromFile(env.KUBECONFIG);
    return config;
  }
  if (!env.KUBERNETES_SERVICE_HOST) {
    throw new Error("Cannot find an apiserver: KUBECONFIG is not set and this is not a pod.");
  }
  config.loadFromCluster();
  return config;
}
