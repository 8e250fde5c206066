/** The Kubernetes whose kubectl is built where the machine has none. */
export const KUBERNETES_VERSION = "1.36.3";

/**
 * A go.mod that builds Kubernetes' own commands from its published module: the staging modules, which its go.mod takes
 * from folders that are not published with it, are taken in their own published versions.
 */
export function kubectlGoMod(kubernetesGoMod: string): string {
  const staging = [...kubernetesGoMod.matchAll(/^\s*(k8s\.io\/[a-z-]+) => \.\/staging\//gm)].map(([, name]) => name);
  if (staging.length === 0) {
    throw new Error("Cannot write a go.mod for kubectl: Kubernetes' own names no staging modules");
  }
  const version = KUBERNETES_VERSION.replace(/^1\./, "0.");
  const go = /^go (\S+)$/m.exec(kubernetesGoMod)?.[1] ?? "1.26.0";
  return [
    "module atelier.dev/kubectl",
    `go ${go}`,
    `require k8s.io/kubernetes v${KUBERNETES_VERSION}`,
    "replace (",
    ...staging.map((name) => `\t${name} => ${name} v${version}`),
    ")\n",
  ].join("\n");
}

/** The minor version in what `kubectl version --client -o json` prints; 0 where there is none. */
export function parseKubectlMinor(json: string): number {
  return Number(/"gitVersion":\s*"v1\.(\d+)/.exec(json)?.[1] ?? 0);
}
