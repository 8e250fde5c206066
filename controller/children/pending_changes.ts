/** Where a path of a pod template leads, in people's words; first match wins. */
const WORDS: readonly [RegExp, string][] = [
  [/^metadata\.labels/, "labels"],
  [/^metadata\.annotations/, "annotations"],
  [/\.image$/, "image"],
  [/\.env(From)?\b/, "environment"],
  [/\.resources\b/, "size"],
  [/\.(volumeMounts|volumeDevices)\b|^spec\.volumes\b/, "volumes"],
  [/\.ports\b/, "ports"],
  [/\.(command|args|workingDir)\b/, "command"],
  [/securityContext\b/, "permissions"],
  [/^spec\.(affinity|nodeSelector|nodeName|tolerations|topologySpreadConstraints|priorityClassName)\b/, "placement"],
  [/^spec\.(serviceAccountName|imagePullSecrets|automountServiceAccountToken)\b/, "account"],
];

/** What differs between two pod templates, in words, each once; paths are relative to the template. */
export function wordsForPaths(paths: readonly string[]): string[] {
  const words = paths.map((path) => WORDS.find(([pattern]) => pattern.test(path))?.[1] ?? "settings");
  return [...new Set(words)].sort();
}
