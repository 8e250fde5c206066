import { at, type Fields, isFields } from "../json_value.ts";
import type { UntypedObject } from "../object.ts";

/** Where each container finds its ServiceAccount's token, the cluster's CA and its namespace. */
export const TOKEN_MOUNT_PATH = "/var/run/secrets/kubernetes.io/serviceaccount";
/** The ConfigMap of each namespace that holds the cluster's CA as `ca.crt`. */
export const ROOT_CA_CONFIG_MAP = "kube-root-ca.crt";
const VOLUME_PREFIX = "kube-api-access-";

/**
 * Gives a new pod what its ServiceAccount has for it, as the admission plugin of that name does: pull secrets, and the
 * token's volume, `kube-api-access-<suffix>`, mounted in each container. Changes `spec`.
 */
export function admitAccount(spec: Fields, account: UntypedObject, suffix: string): void {
  if (spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true) mountToken(spec, suffix);
  const secrets = account.imagePullSecrets;
  if (listAt(spec, "imagePullSecrets").length === 0 && secrets) spec.imagePullSecrets = structuredClone(secrets);
}

function mountToken(spec: Fields, suffix: string): void {
  const found = listAt(spec, "volumes").map((each) => String(each.name)).find((name) => name.startsWith(VOLUME_PREFIX));
  const name = found ?? VOLUME_PREFIX + suffix;
  const lacking = [...listAt(spec, "initContainers"), ...listAt(spec, "containers")].filter((container) =>
    !listAt(container, "volumeMounts").some(({ mountPath }) => mountPath === TOKEN_MOUNT_PATH)
  );
  for (const container of lacking) {
    append(container, "volumeMounts", { name, readOnly: true, mountPath: TOKEN_MOUNT_PATH });
  }
  if (lacking.length > 0 && !found) append(spec, "volumes", tokenVolume(name));
}

/** What is no list stays, to be refused by whoever validates the pod. */
function append(object: Fields, key: string, item: Fields): void {
  const list = object[key] ?? [];
  if (Array.isArray(list)) object[key] = [...list, item];
}

function tokenVolume(name: string): Fields {
  const fieldRef = { apiVersion: "v1", fieldPath: "metadata.namespace" };
  return {
    name,
    projected: {
      defaultMode: 0o644,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: "token" } },
        { configMap: { name: ROOT_CA_CONFIG_MAP, items: [{ key: "ca.crt", path: "ca.crt" }] } },
        { downwardAPI: { items: [{ path: "namespace", fieldRef }] } },
      ],
    },
  };
}

function listAt(object: unknown, path: string): Fields[] {
  const value = at(object, path);
  return Array.isArray(value) ? value.filter(isFields) : [];
}
