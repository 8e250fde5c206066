/** Effect: reads the ConfigMaps and Secrets that a pod on this node names, and no others. */
import { CONFIG_MAPS, SECRETS } from "../../kube/builtins.ts";
import type { KubeClient } from "../../kube/client.ts";
import {
  type Container,
  ContainerConfigError,
  type FindSettings,
  type SettingsName,
  settingsOf,
} from "../../kube/cluster/container_environment.ts";
import { createKubeClient } from "../../kube/kube_client.ts";
import { isNotFound } from "../../kube/errors.ts";
import { filesOf } from "../../kube/cluster/volume_files.ts";

/** As a node alone, which may read what its pods name and nothing else. */
export function asNode({ fetch }: KubeClient, name: string): KubeClient {
  const identity = { "impersonate-user": `system:node:${name}`, "impersonate-group": "system:nodes" };
  return createKubeClient({
    fetch: (lane, path, init = {}) => fetch(lane, path, { ...init, headers: { ...init.headers, ...identity } }),
  });
}

/** One of them, with Secrets' data where ConfigMaps have bytes; undefined where it is not there. */
export async function readMap(
  client: KubeClient,
  namespace: string,
  { kind, name }: SettingsName,
  signal: AbortSignal,
) {
  const none = (error: unknown) => {
    if (!isNotFound(error)) throw error;
  };
  if (kind === "ConfigMap") return await client.get(CONFIG_MAPS, { namespace, name }, signal).catch(none);
  const secret = await client.get(SECRETS, { namespace, name }, signal).catch(none);
  return secret && { binaryData: secret.data };
}

/** All that the environment of a container names; a reading that fails is tried again, as what is not there. */
export async function readSettings(
  client: KubeClient,
  namespace: string,
  container: Container,
  signal: AbortSignal,
): Promise<FindSettings> {
  const found = new Map<string, Record<string, string> | undefined>();
  const toText = (content: string | Uint8Array) =>
    typeof content === "string" ? content : new TextDecoder().decode(content);
  for (const source of settingsOf(container)) {
    const map = await readMap(client, namespace, source, signal).catch((cause) => {
      throw new ContainerConfigError(`failed to read ${source.kind} ${source.name}: ${cause.message}`, { cause });
    });
    const files = map && filesOf(map, { kind: source.kind, name: source.name, isOptional: true, items: undefined });
    const entries = files?.map(({ path, content }) => [path, toText(content)]);
    found.set(`${source.kind}/${source.name}`, entries && Object.fromEntries(entries));
  }
  return ({ kind, name }) => found.get(`${kind}/${name}`);
}
