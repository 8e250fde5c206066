import type { Noun } from "../../app/paths.ts";

/** A form that was begun: it survives a reload of the page, in this tab only. */
export interface KeptDraft<Draft> {
  draft: Draft;
  /** The token of its launch: a reload between launch and answer must not make a second one. */
  token: string;
}

/** Where the form of a noun in a namespace is kept. */
export interface DraftMemory<Draft> {
  /** The form that was begun; null where none was. What it does not hold yet is as in `fresh`. */
  recall(fresh: Draft): KeptDraft<Draft> | null;
  /** Keeps a form; null forgets it. */
  keep(kept: KeptDraft<Draft> | null): void;
}

/** The memory of this tab. */
export function draftMemory<Draft>(noun: Noun, namespace: string): DraftMemory<Draft> {
  const key = `atelier-draft:${noun}:${namespace}`;
  return {
    recall(fresh) {
      try {
        const kept: KeptDraft<Draft> | null = JSON.parse(sessionStorage.getItem(key) ?? "null");
        return kept && { ...kept, draft: { ...fresh, ...kept.draft } };
      } catch {
        return null;
      }
    },
    keep(kept) {
      try {
        if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
        else sessionStorage.removeItem(key);
      } catch {
        // Storage may be forbidden: then a reload begins anew.
      }
    },
  };
}
