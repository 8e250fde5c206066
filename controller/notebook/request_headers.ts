import { type Notebook, REQUEST_HEADERS_ANNOTATION } from "../../kube/mod.ts";

/** The headers that a notebook asks to have set on requests to it, and why others are refused; see rules on bounds. */
export interface RequestHeaders {
  set: Readonly<Record<string, string>>;
  /** One sentence, or undefined where all is well. */
  refused?: string;
}

const MAX_HEADERS = 20;
const MAX_BYTES = 4096;
/** What the Gateway API takes. */
const NAME_MAX_LENGTH = 256;

/** Headers by which requests are routed, joined or trusted. */
const FORBIDDEN = [
  /^host$/,
  /^:/,
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length)$/,
  /^(authorization|cookie|set-cookie)$/,
  /^(forwarded|via|x-forwarded-.*|x-real-ip|x-envoy-.*|x-original-.*)$/,
  /^(kubeflow-userid|kubeflow-groups|x-goog-authenticated-user-.*|x-auth-request-.*|x-remote-.*|impersonate-.*)$/,
];

/** Reads the annotation with the JSON map of request headers; `identityHeaders`, in small letters, are the admin's. */
export function requestHeadersOf(notebook: Notebook, identityHeaders: readonly string[] = []): RequestHeaders {
  const text = notebook.metadata.annotations?.[REQUEST_HEADERS_ANNOTATION];
  if (!text) return { set: {} };
  if (new TextEncoder().encode(text).length > MAX_BYTES) return refuse(`is larger than ${MAX_BYTES} bytes`);
  const headers = parse(text);
  if (!headers) return refuse("is no JSON object of texts");
  const names = Object.keys(headers);
  if (names.length > MAX_HEADERS) return refuse(`names more than ${MAX_HEADERS} headers`);
  const isForbidden = (name: string) => !isAllowed(name, headers[name]) || identityHeaders.includes(name.toLowerCase());
  const refused = names.filter(isForbidden);
  const set = Object.fromEntries(names.filter((name) => !refused.includes(name)).map((name) => [name, headers[name]]));
  return refused.length > 0 ? { set, refused: sentence(`may not set ${refused.join(", ")}`) } : { set };
}

function isAllowed(name: string, value: string): boolean {
  // To Istio's proxy a percent sign begins a command, by which a value could name another header's.
  const isHeader = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && /^[^\p{Cc}%]+$/u.test(value);
  return isHeader && name.length <= NAME_MAX_LENGTH && !FORBIDDEN.some((pattern) => pattern.test(name.toLowerCase()));
}

function parse(text: string): Record<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return Object.values(value).every((each) => typeof each === "string") ? value as Record<string, string> : undefined;
  } catch {
    return undefined;
  }
}

function refuse(why: string): RequestHeaders {
  return { set: {}, refused: sentence(why) };
}

function sentence(why: string): string {
  return `The annotation ${REQUEST_HEADERS_ANNOTATION} ${why}.`;
}
