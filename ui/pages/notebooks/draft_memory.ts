import type { Draft } from "./draft.ts";

/** A form that was begun: it survives a reload of the page, in this tab only. */
export interface KeptDraft {
  draft: Draft;
  /** The token of its launch: a reload between launch and answer must not make a second notebook. */
  token: string;
}

const keyOf = (namespace: string) => `atelier-draft:${namespace}`;

/** The form that was begun in a namespace; null where none was. */
export function recallDraft(namespace: string): KeptDraft | null {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(namespace)) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps a form; null forgets it. */
export function keepDraft(namespace: string, kept: KeptDraft | null): void {
  try {
    if (kept) sessionStorage.setItem(keyOf(namespace), JSON.stringify(kept));
    else sessionStorage.removeItem(keyOf(namespace));
  } catch {
    // Storage may be forbidden: then a reload begins anew.
  }
}
