import { type KubeConfig, parseKubeConfig } from "./kube_config.ts";

/** Where the kubelet puts a pod's credentials. */
const SERVICE_ACCOUNT_ROOT = "/var/run/secrets/kubernetes.io/serviceaccount";

/** The environment that says where the apiserver is. */
export interface KubeConfigEnv {
  /** Path of a kubeconfig, or several, separated as in PATH. */
  KUBECONFIG?: string;
  /** Set by the kubelet in every pod. */
  KUBERNETES_SERVICE_HOST?: string;
  KUBERNETES_SERVICE_PORT?: string;
}

/**
 * Loads KUBECONFIG where it is set (its current context, or `context`), else the pod's ServiceAccount. Throws when there
 * is neither, or it cannot be read.
 */
export function loadKubeConfig(env: KubeConfigEnv, context?: string): KubeConfig {
  if (env.KUBECONFIG) {
    const separator = Deno.build.os === "windows" ? ";" : ":";
    return parseKubeConfig(env.KUBECONFIG.split(separator).filter(Boolean).map(readFile), context);
  }
  if (!env.KUBERNETES_SERVICE_HOST) {
    throw new Error("Cannot find an apiserver: KUBECONFIG is not set and this is not a pod.");
  }
  return inCluster(env.KUBERNETES_SERVICE_HOST, env.KUBERNETES_SERVICE_PORT ?? "443");
}

function readFile(path: string): { path: string; text: string } {
  try {
    return { path, text: Deno.readTextFileSync(path) };
  } catch (cause) {
    throw new Error(`Cannot read the kubeconfig ${path}: ${(cause as Error).message}`, { cause });
  }
}

function inCluster(host: string, port: string): KubeConfig {
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    ca: { file: `${SERVICE_ACCOUNT_ROOT}/ca.crt` },
    namespace: podNamespace(),
    user: { tokenFile: `${SERVICE_ACCOUNT_ROOT}/token` },
  };
}

/** Undefined where a pod's token is mounted by hand, without what belongs to it. */
function podNamespace(): string | undefined {
  try {
    return Deno.readTextFileSync(`${SERVICE_ACCOUNT_ROOT}/namespace`).trim() || undefined;
  } catch {
    return undefined;
  }
}
