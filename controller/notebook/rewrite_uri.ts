import { type Notebook, REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";

/** What a notebook's server is to see in place of its prefix, and why another wish is refused; see rules on bounds. */
export interface RewriteUri {
  /** Absent: the prefix itself. */
  uri?: string;
  /** One sentence, or undefined where all is well. */
  refused?: string;
}

/** What the Gateway API takes. */
const MAX_LENGTH = 1024;
/** A path as RFC 3986 has it; two slashes at its begin would be a host. */
const PATH = /^\/(?!\/)(?:[\w.~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*$/;

/** Reads the annotation with the path to which a notebook's prefix is rewritten. */
export function rewriteUriOf({ metadata }: Notebook): RewriteUri {
  const uri = metadata.annotations?.[REWRITE_URI_ANNOTATION];
  if (!uri) return {};
  if (uri.length > MAX_LENGTH) return refuse(`is longer than ${MAX_LENGTH} characters`);
  if (!uri.startsWith("/")) return refuse("does not begin with a slash");
  return PATH.test(uri) ? { uri } : refuse("is no plain path: it may have neither a host, nor a query, nor blanks");
}

function refuse(why: string): RewriteUri {
  return { refused: `The annotation ${REWRITE_URI_ANNOTATION} ${why}.` };
}
