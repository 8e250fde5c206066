import { KubeConfig } from "@kubernetes/client-node";

/** Where the kubelet puts a pod's credentials. */
const SERVICE_ACCOUNT_ROOT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The environment that says where the apiserver is. */
export interface KubeConfigEnv {
  /** Path of a kubeconfig. */
  KUBECONFIG?: string;
  /** Set by the kubelet in every pod. */
  KUBERNETES_SERVICE_HOST?: string;
  KUBERNETES_SERVICE_PORT?: string;
}

/** Loads KUBECONFIG where it is set, else the pod's ServiceAccount; throws when there is neither, or it cannot be read. */
export function loadKubeConfig(env: KubeConfigEnv): KubeConfig {
  const config = new KubeConfig();
  if (env.KUBECONFIG) {
    try {
      config.loadFromFile(env.KUBECONFIG);
    } catch (cause) {
      throw new Error(`Cannot read the kubeconfig ${env.KUBECONFIG}: ${(cause as Error).message}`, { cause });
    }
    return config;
  }
  if (!env.KUBERNETES_SERVICE_HOST) {
    throw new Error("Cannot find an apiserver: KUBECONFIG is not set and this is not a pod.");
  }
  loadInCluster(config, env.KUBERNETES_SERVICE_HOST, env.KUBERNETES_SERVICE_PORT ?? "443");
  return config;
}

// KubeConfig.loadFromCluster() reads the environment of the process by itself.
function loadInCluster(config: KubeConfig, host: string, port: string): void {
  const name = "in-cluster";
  config.loadFromClusterAndUser({
    name,
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    caFile: `${SERVICE_ACCOUNT_ROOT}/ca.crt`,
    skipTLSVerify: false,
  }, {
    name,
    authProvider: { name: "tokenFile", config: { tokenFile: `${SERVICE_ACCOUNT_ROOT}/token` } },
  });
}
