import type { Pod } from "../builtins.ts";

/** A volume of a pod. */
export type Volume = NonNullable<NonNullable<Pod["spec"]>["volumes"]>[number];

/** Where files of a volume come from; a `path` is below the volume's directory. */
export type FileSource =
  | { kind: "token"; path: string; audiences: string[]; expirationSeconds: number }
  | { kind: "configMap"; name: string; isOptional: boolean; items: readonly FileItem[] | undefined }
  | { kind: "field"; path: string; fieldPath: string };

/** A key of a ConfigMap and the file that it becomes. */
export interface FileItem {
  key: string;
  path: string;
}

/** As long as a token lasts where its source does not say. */
const TOKEN_SECONDS = 3600;

/**
 * What a volume is made of, where that is text of the apiserver: ConfigMaps, fields of the pod, tokens of its
 * ServiceAccount. Undefined for volumes of any other kind, and for those of which one source is of another kind.
 */
export function fileSources({ projected, configMap, downwardAPI }: Volume): FileSource[] | undefined {
  const all = projected ? projected.sources ?? [] : configMap || downwardAPI ? [{ configMap, downwardAPI }] : undefined;
  const sources = all?.map((each) => "serviceAccountToken" in each ? toToken(each) : toFiles(each));
  return sources?.every((each) => each !== undefined) ? sources.flat() : undefined;
}

type Projection = NonNullable<NonNullable<Volume["projected"]>["sources"]>[number];

function toToken({ serviceAccountToken }: Projection): FileSource[] {
  const { path, audience, expirationSeconds = TOKEN_SECONDS } = serviceAccountToken!;
  return [{ kind: "token", path, audiences: audience ? [audience] : [], expirationSeconds }];
}

function toFiles({ configMap, downwardAPI }: Pick<Volume, "configMap" | "downwardAPI">): FileSource[] | undefined {
  if (configMap) {
    const { name = "", optional = false, items } = configMap;
    return [{ kind: "configMap", name, isOptional: optional, items }];
  }
  const items = downwardAPI?.items ?? [];
  // Limits and requests as files: nobody has asked for them.
  if (!downwardAPI || items.some((each) => !each.fieldRef)) return undefined;
  return items.map(({ path, fieldRef }) => ({ kind: "field", path, fieldPath: fieldRef!.fieldPath }));
}

/** The files of a ConfigMap's volume by path; throws for a key that it has not, unless the volume is optional. */
export function filesOf(
  data: Readonly<Record<string, string>>,
  { items, isOptional, name }: Extract<FileSource, { kind: "configMap" }>,
): Record<string, string> {
  if (!items) return data;
  const missing = items.find(({ key }) => !(key in data));
  if (missing && !isOptional) throw new Error(`configmap ${name} references non-existent config key: ${missing.key}`);
  return Object.fromEntries(items.filter(({ key }) => key in data).map(({ key, path }) => [path, data[key]]));
}

/**
 * When a token is to be renewed, as the kubelet does: with a fifth of its life left, and daily however long it lives. In
 * milliseconds from when it was issued.
 */
export function renewTokenAfterMs(issuedAt: Date, expiresAt: Date): number {
  return Math.min(0.8 * (expiresAt.getTime() - issuedAt.getTime()), 86_400_000);
}
