import { badRequest } from "../failure.ts";

/** One term of a field selector. */
export interface FieldTerm {
  /** Dotted, as `spec.nodeName`. */
  path: string;
  value: string;
  /** Whether the field has to equal the value, or to differ from it. */
  isEqual: boolean;
}

/** Reads a selector as a URL carries it: `metadata.name=a,status.phase!=Running`; throws 400 for what cannot be read. */
export function parseFieldSelector(text: string): FieldTerm[] {
  return text.split(",").map((term) => term.trim()).filter((term) => term !== "").map((term) => {
    const [, path, operator, value] = /^([^!=]+?)(==|=|!=)(.*)$/.exec(term) ?? [];
    if (path === undefined) throw badRequest(`invalid selector: '${term}'; can't understand '${term}'`);
    return { path, value, isEqual: operator !== "!=" };
  });
}
