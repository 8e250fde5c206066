import type { ConfigMap, Pod } from "../builtins.ts";
import type { SettingsName } from "./container_environment.ts";

/** A volume of a pod. */
export type Volume = NonNullable<NonNullable<Pod["spec"]>["volumes"]>[number];

/** Where files of a volume come from; a `path` is below the volume's directory. */
export type FileSource =
  | { kind: "token"; path: string; audiences: string[]; expirationSeconds: number }
  | MapSource
  | { kind: "field"; path: string; fieldPath: string; mode?: number };

/** A ConfigMap or a Secret, whole or some of its keys. */
export interface MapSource extends SettingsName {
  isOptional: boolean;
  items: readonly FileItem[] | undefined;
  mode?: number;
}

/** A key of a ConfigMap or a Secret and the file that it becomes. */
export interface FileItem {
  key: string;
  path: string;
  mode?: number;
}

/** A file of a volume, below its directory; without a mode it is private. */
export interface VolumeFile {
  path: string;
  content: string | Uint8Array<ArrayBuffer>;
  mode?: number;
}

/** As long as a token lasts where its source does not say. */
const TOKEN_SECONDS = 3600;

/**
 * What a volume is made of, where that is text of the apiserver: ConfigMaps, Secrets, fields of the pod, tokens of its
 * ServiceAccount. Undefined for volumes of any other kind, and for those of which one source is of another kind.
 */
export function fileSources({ projected, configMap, secret, downwardAPI }: Volume): FileSource[] | undefined {
  const named = secret && { ...secret, name: secret.secretName };
  const own = configMap || secret || downwardAPI ? [{ configMap, secret: named, downwardAPI }] : undefined;
  const all = projected ? projected.sources ?? [] : own;
  const mode = (projected ?? configMap ?? secret ?? downwardAPI)?.defaultMode;
  const sources = all?.map((each) => "serviceAccountToken" in each ? toToken(each) : toFiles(each, mode));
  return sources?.every((each) => each !== undefined) ? sources.flat() : undefined;
}

type Projection = NonNullable<NonNullable<Volume["projected"]>["sources"]>[number];

function toToken({ serviceAccountToken }: Projection): FileSource[] {
  const { path, audience, expirationSeconds = TOKEN_SECONDS } = serviceAccountToken!;
  return [{ kind: "token", path, audiences: audience ? [audience] : [], expirationSeconds }];
}

function toFiles(
  { configMap, secret, downwardAPI }: Projection,
  mode: number | undefined,
): FileSource[] | undefined {
  const map = configMap ?? secret;
  if (map) {
    const { name = "", optional = false, items } = map;
    return [{ kind: configMap ? "ConfigMap" : "Secret", name, isOptional: optional, items, mode }];
  }
  const items = downwardAPI?.items ?? [];
  // Limits and requests as files: nobody has asked for them.
  if (!downwardAPI || items.some((each) => !each.fieldRef)) return undefined;
  return items.map(({ path, fieldRef, mode: own = mode }) => {
    return { kind: "field", path, fieldPath: fieldRef!.fieldPath, mode: own };
  });
}

/** The files of a ConfigMap's volume, or of a Secret's, whose data are bytes; throws for a key that it has not, unless the volume is optional. */
export function filesOf(
  { data = {}, binaryData = {} }: Pick<ConfigMap, "data" | "binaryData">,
  { kind, items, isOptional, name, mode }: MapSource,
): VolumeFile[] {
  const bytes = Object.entries(binaryData).map(([key, base64]) => [key, Uint8Array.fromBase64(base64)] as const);
  const contents = new Map<string, VolumeFile["content"]>([...Object.entries(data), ...bytes]);
  const wanted: readonly FileItem[] = items ?? [...contents.keys()].map((key) => ({ key, path: key }));
  const missing = wanted.find(({ key }) => !contents.has(key));
  if (missing && !isOptional) {
    const [is, of] = kind === "Secret" ? ["secret", "secret"] : ["configmap", "config"];
    throw new Error(`${is} ${name} references non-existent ${of} key: ${missing.key}`);
  }
  return wanted.flatMap(({ key, path, mode: own = mode }) => {
    const content = contents.get(key);
    return content === undefined ? [] : [{ path, content, mode: own }];
  });
}

/**
 * When a token is to be renewed, as the kubelet does: with a fifth of its life left, and daily however long it lives. In
 * milliseconds from when it was issued.
 */
export function renewTokenAfterMs(issuedAt: Date, expiresAt: Date): number {
  return Math.min(0.8 * (expiresAt.getTime() - issuedAt.getTime()), 86_400_000);
}
