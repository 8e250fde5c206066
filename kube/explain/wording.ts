const RESOURCE_WORDS: Readonly<Record<string, string>> = {
  cpu: "CPU",
  memory: "memory",
  "ephemeral-storage": "scratch space",
  storage: "storage",
  pods: "servers",
  persistentvolumeclaims: "volumes",
  tensorboards: "TensorBoards",
  pvcviewers: "file browsers",
};

/** What people call a resource of Kubernetes, such as `requests.nvidia.com/gpu` or `count/notebooks.kubeflow.org`. */
export function resourceWord(resource: string): string {
  const [, storageClass] = /^(.+)\.storageclass\.storage\.k8s\.io\/requests\.storage$/.exec(resource) ?? [];
  if (storageClass) return `storage of the kind ${storageClass}`;
  const plain = resource.replace(/^(requests|limits)\./, "").replace(/^count\/([^.]+).*$/, "$1");
  if (Object.hasOwn(RESOURCE_WORDS, plain)) return RESOURCE_WORDS[plain];
  return /(^|[./-])gpu$/.test(plain) ? "GPU" : plain;
}

/** An amount of a resource for reading: `500m` of CPU → `0.5`, `1Gi` → `1 GiB`; what is neither stays as it is. */
export function amountWord(resource: string, quantity: string): string {
  const millis = /^(\d+)m$/.exec(quantity)?.[1];
  if (millis && resourceWord(resource) === "CPU") return String(Number(millis) / 1000);
  return quantity.replace(/^(\d+(?:\.\d+)?)([KMGTP]i)$/, "$1 $2B");
}

/** A text of Kubernetes as part of a sentence: one line, at most `max` characters, without a full stop of its own. */
export function asDetail(text: string, max = 160): string {
  const line = text.replace(/\s+/g, " ").trim().replace(/[.:;,]+$/, "");
  return line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
