import type { KeyPair } from "./pki.ts";

/** One user of a kubeconfig, who also names a context. */
export interface KubeconfigUser extends KeyPair {
  name: string;
}

/** The text of a kubeconfig with a context for each user, the first one current; JSON, which is YAML. */
export function toKubeconfig(
  server: string,
  ca: string,
  users: readonly KubeconfigUser[],
  cluster = "sandbox",
): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: cluster, cluster: { server, "certificate-authority-data": btoa(ca) } }],
    users: users.map(({ name, cert, key }) => ({
      name,
      user: { "client-certificate-data": btoa(cert), "client-key-data": btoa(key) },
    })),
    contexts: users.map(({ name }) => ({ name, context: { cluster, user: name } })),
    "current-context": users[0].name,
  };
  return JSON.stringify(config, undefined, 2) + "\n";
}
