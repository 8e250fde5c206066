const RESOURCE_WORDS: Readonly<Record<string, string>> = {
  cpu: "CPU",
  memory: "memory",
  "ephemeral-storage": "scratch space",
  storage: "storage",
  pods: "servers",
  persistentvolumeclaims: "volumes",
};

/** What people call a resource of Kubernetes, such as `requests.nvidia.com/gpu`. */
export function resourceWord(resource: string): string {
  const plain = resource.replace(/^(requests|limits)\./, "");
  if (Object.hasOwn(RESOURCE_WORDS, plain)) return RESOURCE_WORDS[plain];
  return /(^|[./-])gpu$/.test(plain) ? "GPU" : plain;
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
