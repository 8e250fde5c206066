import { type Notebook, REWRITE_URI_ANNOTATION } from "../../kube/mod.ts";
import { isPlainPath, PATH_MAX_LENGTH } from "../children/plain_path.ts";

/** What a notebook's server is to see in place of its prefix, and why another wish is refused; see rules on bounds. */
export interface RewriteUri {
  /** Absent: the prefix itself. */
  uri?: string;
  /** One sentence, or undefined where all is well. */
  refused?: string;
}

/** Reads the annotation with the path to which a notebook's prefix is rewritten. */
export function rewriteUriOf({ metadata }: Notebook): RewriteUri {
  const uri = metadata.annotations?.[REWRITE_URI_ANNOTATION];
  if (!uri) return {};
  if (uri.length > PATH_MAX_LENGTH) return refuse(`is longer than ${PATH_MAX_LENGTH} characters`);
  if (!uri.startsWith("/")) return refuse("does not begin with a slash");
  return isPlainPath(uri) ? { uri } : refuse("is no plain path: it may have neither a host, nor a query, nor blanks");
}

function refuse(why: string): RewriteUri {
  return { refused: `The annotation ${REWRITE_URI_ANNOTATION} ${why}.` };
}
