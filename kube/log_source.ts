/** Where TensorBoard reads logs from, and what its pod must mount for that. */
export type LogSource =
  | { readonly kind: "claim"; readonly claim: string; readonly subPath: string; readonly path: string }
  | { readonly kind: "google"; readonly path: string }
  | { readonly kind: "address"; readonly path: string };

/** The claim of a path that names none, as Kubeflow's first Tensorboards had it. */
const LEGACY_CLAIM = "tb-volume";
const KNOWN = /^(pvc|gs|s3|https?):\/\//;
const ADDRESS = /^(s3:\/\/|https?:\/\/|\/cns\/)/;

/**
 * What a path means: `pvc://claim/sub/path` mounted at `mountPath`, an address that TensorBoard itself can read, or a
 * path on the claim `tb-volume`, which is mounted there.
 */
export function readLogSource(text: string, mountPath: string): LogSource {
  const [, claim, subPath = ""] = /^pvc:\/\/([^/]*)\/*(.*)$/s.exec(text) ?? [];
  if (claim !== undefined) return { kind: "claim", claim, subPath, path: mountPath };
  if (text.startsWith("gs://")) return { kind: "google", path: text };
  if (ADDRESS.test(text)) return { kind: "address", path: text };
  return { kind: "claim", claim: LEGACY_CLAIM, subPath: "", path: text };
}

/** What is wrong with a path, as part of a sentence; undefined where it can be tried. */
export function faultOfLogPath(text: string): string | undefined {
  if (text.trim() === "") return "it names no directory with logs";
  if (/^pvc:\/\/(\/|$)/.test(text)) return "it names no volume with logs";
  if (/^pvc:\/\/[^/]+\/(.*\/)?\.\.(\/|$)/s.test(text)) return "its directory may not lead out of the volume";
  if (/^[a-z0-9]+:\/\/\/*$/.test(text)) return "it names no place with logs";
  if (KNOWN.test(text)) return undefined;
  const scheme = /^\s*([a-z][\w+.-]*:(?:\/\/?|\\))/i.exec(text)?.[1];
  if (scheme !== undefined) return `logs cannot be read from ${scheme}, only from pvc://, s3://, gs:// and https://`;
  if (text.startsWith("~")) return "a directory begins with a slash, not with ~";
  return isRoot(text) ? "a volume cannot be in place of all directories" : undefined;
}

/** Whether a path, seen from the root, is the root. */
function isRoot(path: string): boolean {
  const depth = path.split("/").reduce((sum, part) => {
    if (part === "" || part === ".") return sum;
    return part === ".." ? Math.max(sum - 1, 0) : sum + 1;
  }, 0);
  return depth === 0;
}
