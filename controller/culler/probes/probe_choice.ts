/** Ways to see whether something is used. */
export const PROBE_KINDS = ["jupyter", "prometheus", "gateway", "exec", "http"] as const;
/** One of them. */
export type ProbeKind = (typeof PROBE_KINDS)[number];

/** One way, for one subject; `path` is under the tool's own Service. */
export type ProbeChoice = { readonly kind: Exclude<ProbeKind, "http"> } | {
  readonly kind: "http";
  readonly path: string;
};

const MAX_PATH = 1_024;

/** Reads a probe as admins and users write it: its kind, or a path for `http`; undefined for anything else. */
export function parseProbe(text: string): ProbeChoice | undefined {
  const plain = text.trim();
  if (plain.startsWith("/")) return isPath(plain) ? { kind: "http", path: plain } : undefined;
  const kind = PROBE_KINDS.find((each) => each === plain);
  return kind && kind !== "http" ? { kind } : undefined;
}

/** A path and nothing else: no other host (`//host`), no fragment, no control characters, no way up. */
function isPath(text: string): boolean {
  return text.length <= MAX_PATH && /^\/[!-~]*$/.test(text) && !/^\/[/\\]|[\\#]|(^|\/)\.\.?(\/|\?|$)|%2e/i.test(text);
}
